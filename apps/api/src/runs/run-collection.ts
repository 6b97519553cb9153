import { Injectable } from '@nestjs/common';
import PQueue from 'p-queue';
import type { Drawn } from '../generators/generator.js';
import { ServersService } from '../servers/servers.service.js';
import type { ClaimedRun } from './claimed-run.js';
import { DoneRuns } from './done-runs.js';
import { RunJournal } from './run-journal.js';
import { PromptCare } from './prompt-care.js';
import { RunResultsCollector } from './run-results.js';

/** Pictures of so many cells are fetched and kept at once, while servers draw the next: more would only fill the memory. */
const collectedAtOnce = 3;

/** Brings home what a server has drawn. */
@Injectable()
export class RunCollection {
  private readonly collecting = new PQueue({ concurrency: collectedAtOnce });

  constructor(
    private readonly collector: RunResultsCollector,
    private readonly done: DoneRuns,
    private readonly servers: ServersService,
    private readonly care: PromptCare,
    private readonly journal: RunJournal,
  ) {}

  /** Throws what fetching, keeping and checking throw. */
  async collect(run: ClaimedRun, drawn: Drawn, signal: AbortSignal): Promise<void> {
    const drawnAtMs = Date.now();
    await this.collecting.add(() => this.collectOne(run, drawn, drawnAtMs, signal));
  }

  private async collectOne(run: ClaimedRun, drawn: Drawn, drawnAtMs: number, signal: AbortSignal): Promise<void> {
    const { id: attemptId, takeId, serverId } = run.attempt;
    const results = await this.collector.collect(drawn, { takeId, attemptId }, signal);
    if (!(await this.done.write(run, results, drawn))) return this.care.dropUnlessAdopted(run.attempt);
    this.journal.done(run, { ...drawn.times, collectMs: Date.now() - drawnAtMs });
    this.servers.noteSuccess(serverId);
    this.care.forget(run.order);
  }
}
