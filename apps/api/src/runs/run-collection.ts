import { Injectable } from '@nestjs/common';
import PQueue from 'p-queue';
import type { Drawn } from '../generators/generator.js';
import { ServersService } from '../servers/servers.service.js';
import type { ClaimedRun } from './claimed-run.js';
import { DoneRuns } from './done-runs.js';
import { RunJournal } from './run-journal.js';
import { PromptCare } from './prompt-care.js';
import { RunResultsCollector } from './run-results.js';

/** From one server the pictures of so many cells are fetched at once, while it draws the next: more would only fill the memory. */
const fetchedAtOnce = 2;
/** So many cells are put down at once: more would keep everything else waiting for the database. */
const writtenAtOnce = 3;

/** Brings home what a server has drawn. */
@Injectable()
export class RunCollection {
  /** Server → its line: one that hangs holds up no other. */
  private readonly lines = new Map<string, PQueue>();
  private readonly writing = new PQueue({ concurrency: writtenAtOnce });

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
    await this.lineOf(run.attempt.serverId).add(() => this.collectOne(run, drawn, drawnAtMs, signal));
  }

  private lineOf(serverId: string): PQueue {
    const known = this.lines.get(serverId);
    if (known !== undefined) return known;
    const line = new PQueue({ concurrency: fetchedAtOnce });
    this.lines.set(serverId, line);
    line.on('idle', () => this.lines.delete(serverId));
    return line;
  }

  private async collectOne(run: ClaimedRun, drawn: Drawn, drawnAtMs: number, signal: AbortSignal): Promise<void> {
    const { id: attemptId, takeId, serverId } = run.attempt;
    const results = await this.collector.collect(drawn, { takeId, attemptId }, signal);
    const isWritten = await this.writing.add(() => this.done.write(run, results, drawn));
    if (!isWritten) return this.care.dropUnlessAdopted(run.attempt);
    this.journal.done(run, { ...drawn.times, collectMs: Date.now() - drawnAtMs });
    this.servers.noteSuccess(serverId);
    this.care.forget(run.order);
  }
}
