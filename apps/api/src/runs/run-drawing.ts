import { Injectable } from '@nestjs/common';
import { ComfyGenerator } from '../generators/comfy/comfy-generator.js';
import type { Drawn, DrawProgress } from '../generators/generator.js';
import { ClaimLostError } from './abort-reason.js';
import { ActiveRuns } from './active-runs.js';
import type { ClaimedRun } from './claimed-run.js';
import { DelayedWrite } from './delayed-write.js';
import { LeasesRepository } from './leases.repository.js';
import { RunProgress } from './run-progress.js';
import { RunRecords } from './run-records.js';

/** A run shorter than this is not shown as running: its end is written at once. */
const shownFromMs = 30;

/** Where an adopted run was when it was found. */
export type Whereabouts = 'queued' | 'running' | 'finished';

/** Has a server draw a claimed run, and tells how far it is. */
@Injectable()
export class RunDrawing {
  constructor(
    private readonly generator: ComfyGenerator,
    private readonly records: RunRecords,
    private readonly progress: RunProgress,
    private readonly active: ActiveRuns,
    private readonly leases: LeasesRepository,
  ) {}

  /** `adopted`: an earlier process sent it. Throws what the generator throws, and ClaimLostError where another worker has it meanwhile. */
  async draw(run: ClaimedRun, signal: AbortSignal, adopted?: Whereabouts): Promise<Drawn> {
    const beginning = new DelayedWrite(shownFromMs, () => this.records.began(run));
    const began = () => {
      run.notes.isDrawing = true;
      beginning.note();
    };
    if (adopted === 'running') began();
    const tell = this.progress.teller(run);
    const onProgress = (progress: DrawProgress) => {
      if (progress.kind === 'started') began();
      tell(progress);
    };
    try {
      const isAdopted = adopted !== undefined;
      return await this.generator.draw(run.order, { signal, isAdopted, onProgress, onPrepared: async (prepared) => {
        run.notes.prepared = prepared;
        if (!isAdopted) await this.refuseLost(run);
      } });
    } finally {
      await beginning.settle();
    }
  }

  /** Nobody looks at how far it is any more. */
  over(run: ClaimedRun): void {
    this.progress.forget(run);
  }

  /** A process that was stopped for longer than its lease must not send what another one draws by now. */
  private async refuseLost({ attempt }: ClaimedRun): Promise<void> {
    if (this.active.isSure(attempt.id, Date.now())) return;
    const held = await this.leases.held([attempt.id]);
    if (!held.has(attempt.id)) throw new ClaimLostError();
  }
}
