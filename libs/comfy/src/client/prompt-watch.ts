import { firstOf, sleep, type Clock } from './clock.js';
import { PromptLostError, RunInterruptedError } from './comfy-error.js';
import type { FinishedRun } from './finished-run.js';
import { judgeRun } from './judge-run.js';
import { Patience } from './patience.js';
import type { Progress, RunRecord } from './run-news.js';
import type { Abort, ServerRoutes } from './server-routes.js';
import type { SocketLink } from './socket-link.js';

export interface WaitOptions extends Abort {
  onProgress?: (progress: Progress) => void;
  /** Between looks at the history when the socket says nothing. Default 5,000. */
  pollMs?: number;
  /** Output nodes that must have given something. Default: any one will do. `[]`: none need. */
  expectedOutputs?: readonly string[];
  /** How long the server may be unreachable, counted from the first look that failed. Default 30,000. */
  patienceMs?: number;
}

/** What watching needs of the client. */
export interface WatchTools {
  serverUrl: string;
  server: Pick<ServerRoutes, 'history' | 'find'>;
  link: Pick<SocketLink, 'restart'>;
  clock: Clock;
  /** Default 60,000. */
  silenceMs: number | undefined;
  /** Default 50. */
  firstLookMs: number | undefined;
}

/** Between looks while the server does not answer. */
const ABSENT_POLL_MS = 500;
const DEFAULT_PATIENCE_MS = 30_000;

/** Waits for prompts. The history decides; the socket only wakes us early. */
export class PromptWatch {
  constructor(private readonly tools: WatchTools) {}

  /** Waits for a run's end. Throws what `judgeRun` throws, PromptLostError, and what the server's absence raises once it lasts longer than `patienceMs`. */
  async end(record: RunRecord, options: WaitOptions): Promise<FinishedRun> {
    const { signal, pollMs = 5_000 } = options;
    const patience = new Patience(this.tools.clock, options.patienceMs ?? DEFAULT_PATIENCE_MS);
    // What was just sent is hardly there yet, and the socket says when it is.
    if (record.isOurs) await firstOf(signal, (stop) => record.woken(0, stop), (stop) => sleep(this.tools.clock, this.tools.firstLookMs ?? 50, stop));
    for (let looks = 0; ; looks += 1) {
      const seen = record.wakes;
      const entry = await patience.attempt(() => this.tools.server.history(record.promptId, { signal }));
      if (entry !== undefined) {
        if (looks > 0 && record.isOurs && !record.hasEnded && record.wakes === 0) this.tools.link.restart();
        return judgeRun(this.tools.serverUrl, record, entry, options.expectedOutputs);
      }
      const untilNextMs = patience.isTried ? Math.min(pollMs, ABSENT_POLL_MS) : pollMs;
      await firstOf(signal, (stop) => record.woken(seen, stop), (stop) => sleep(this.tools.clock, untilNextMs, stop));
      if (record.wakes === seen || record.isCancelled) await patience.attempt(() => this.checkStillThere(record, signal));
    }
  }

  /** Waits until the server has a prompt neither waiting nor running, however it ended. Throws what the server's absence raises once it lasts longer than `patienceMs`. */
  async left(record: RunRecord, { signal, pollMs = 500, patienceMs = DEFAULT_PATIENCE_MS }: Pick<WaitOptions, 'signal' | 'pollMs' | 'patienceMs'>): Promise<void> {
    const patience = new Patience(this.tools.clock, patienceMs);
    for (;;) {
      const seen = record.wakes;
      const whereabouts = await patience.attempt(() => this.tools.server.find(record.promptId, { signal }));
      if (whereabouts === 'finished' || whereabouts === 'unknown') return;
      await firstOf(signal, (stop) => record.woken(seen, stop), (stop) => sleep(this.tools.clock, pollMs, stop));
    }
  }

  /** Between queue and history nothing is lost: the server moves a prompt from one to the other in one step. */
  private async checkStillThere(record: RunRecord, signal: AbortSignal | undefined): Promise<void> {
    const whereabouts = await this.tools.server.find(record.promptId, { signal });
    if (whereabouts === 'unknown') throw record.isCancelled ? new RunInterruptedError(this.tools.serverUrl, record.promptId) : new PromptLostError(this.tools.serverUrl, record.promptId);
    if (whereabouts === 'running' && record.isOurs) this.suspectSilence(record);
  }

  /** An open socket that says nothing of a running prompt may have been replaced at the server by an older one's end. */
  private suspectSilence(record: RunRecord): void {
    if (this.tools.clock.nowMs() - record.heardAtMs < (this.tools.silenceMs ?? 60_000)) return;
    record.heardAtMs = this.tools.clock.nowMs();
    this.tools.link.restart();
  }
}
