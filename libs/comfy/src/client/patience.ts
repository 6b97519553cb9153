import type { Clock } from './clock.js';
import { ServerAnswerError, ServerTimeoutError, ServerUnreachableError } from './comfy-error.js';

/** Puts up with a server that cannot be reached for a while; an answer ends the count. */
export class Patience {
  private sinceMs: number | undefined;

  constructor(private readonly clock: Clock, private readonly patienceMs: number) {}

  /** The server did not answer when it was last asked. */
  get isTried(): boolean {
    return this.sinceMs !== undefined;
  }

  async attempt<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await ask();
      this.sinceMs = undefined;
      return answer;
    } catch (error) {
      if (!isAbsence(error)) throw error;
      this.sinceMs ??= this.clock.nowMs();
      if (this.clock.nowMs() - this.sinceMs >= this.patienceMs) throw error;
      return undefined;
    }
  }
}

/** The server does not answer, or a proxy before it says so; unlike its telling us that the prompt is lost. */
function isAbsence(error: unknown): boolean {
  return error instanceof ServerUnreachableError || error instanceof ServerTimeoutError || (error instanceof ServerAnswerError && error.isRetryable);
}
