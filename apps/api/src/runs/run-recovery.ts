import { Injectable } from '@nestjs/common';
import type { ServerFacts } from '../servers/known-server.js';
import { RunLostError } from './abort-reason.js';
import { type Adoption, Adoptions } from './adoptions.js';
import type { ClaimedRun } from './claimed-run.js';
import { PromptFinder } from './prompt-finder.js';
import type { RunEnd } from './run-endings.js';
import { RunFollower } from './run-follower.js';
import { RunReader } from './run-reader.js';
import { UnwantedRuns } from './unwanted-runs.js';

/** Finds out what became of an attempt that nobody works on: what its server still has is gone on with, what it knows nothing of is given back. */
@Injectable()
export class RunRecovery {
  constructor(
    private readonly adoptions: Adoptions,
    private readonly reader: RunReader,
    private readonly unwanted: UnwantedRuns,
    private readonly finder: PromptFinder,
    private readonly follower: RunFollower,
  ) {}

  /** Safe to run twice, and in several processes at once: one of them takes it over. */
  async recover(attemptId: string, signal: AbortSignal): Promise<RunEnd> {
    return (await this.adoptions.take(attemptId, (adoption) => this.goOn(adoption, signal))) ?? 'ended';
  }

  private async goOn({ attempt, stop, server }: Adoption, signal: AbortSignal): Promise<RunEnd> {
    const run = await this.reader.runOf(attempt, stop);
    if (run === undefined) {
      await this.unwanted.end(attempt);
      return 'ended';
    }
    const whereabouts = await this.finder.find(run.order, server, signal);
    return whereabouts === 'unknown' ? this.follower.giveUp(run, lostOf(run, server)) : this.follower.follow(run, { signal, adopted: whereabouts });
  }
}

/** Why it is drawn anew. The built-in engine ends with the program: that it knows nothing is nobody's fault. */
function lostOf({ attempt }: ClaimedRun, server: ServerFacts | undefined): RunLostError {
  const name = attempt.serverName;
  if (server === undefined) return new RunLostError('connection', `${name} was removed while it drew.`);
  const isBlamed = attempt.state === 'running' && server.kind !== 'engine';
  if (server.state !== 'ready') return new RunLostError(isBlamed ? 'server-gone' : 'connection', `${name} went away while it drew, and did not come back in time.`);
  return new RunLostError(isBlamed ? 'server-gone' : 'stopped', `The worker ended while ${name} drew it, and that server knows nothing of it any more.`);
}
