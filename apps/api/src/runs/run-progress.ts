import { Injectable } from '@nestjs/common';
import { EventsService } from '../events/events.service.js';
import type { DrawProgress } from '../generators/generator.js';
import { RunningProgress } from '../plans/running-progress.js';
import type { ClaimedRun } from './claimed-run.js';

/** Between two tellings of a cell; more would not be seen. */
const everyMs = 100;

/** Tells how far a run is. Volatile: what is not told in time is dropped. */
@Injectable()
export class RunProgress {
  constructor(
    private readonly events: EventsService,
    private readonly running: RunningProgress,
  ) {}

  /** A listener for one run. */
  teller(run: ClaimedRun): (progress: DrawProgress) => void {
    let toldAtMs = 0;
    return (progress) => {
      if (progress.kind === 'step') this.running.note(run.attempt.takeId, progress.progress);
      if (progress.kind === 'started' || Date.now() - toldAtMs < everyMs) return;
      toldAtMs = Date.now();
      this.tell(run, progress.kind === 'preview' ? `data:${progress.mediaType};base64,${Buffer.from(progress.bytes).toString('base64')}` : undefined);
    };
  }

  forget({ attempt }: Pick<ClaimedRun, 'attempt'>): void {
    this.running.forget(attempt.takeId);
  }

  private tell({ attempt, cells }: ClaimedRun, preview: string | undefined): void {
    const progress = this.running.of(attempt.takeId);
    for (const { id, planId, index } of cells) {
      this.events.publish({ type: 'cell-previewed', planId, cellId: id, index, progress, ...(preview === undefined ? {} : { preview }) });
    }
  }
}
