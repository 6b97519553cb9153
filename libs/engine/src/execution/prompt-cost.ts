import { sleepUnless } from './sleep-unless.js';

/** What one prompt costs in wall time beside what its nodes compute, so that an engine can stand for a device of known speed. */
export class PromptCost {
  private readonly startedAtMs: number;
  private loadCount = 0;

  constructor(
    private readonly fixed: { secondsPerPrompt: number | undefined; secondsPerLoad: number },
    private readonly clock: { nowMs: () => number; sleep: typeof sleepUnless } = { nowMs: () => performance.now(), sleep: sleepUnless },
  ) {
    this.startedAtMs = clock.nowMs();
  }

  /** Sleeps for the loading of one model. Throws InterruptedError. */
  async load(signal: AbortSignal): Promise<void> {
    this.loadCount += 1;
    await this.clock.sleep(signal, this.fixed.secondsPerLoad);
  }

  /** Sleeps until the prompt has cost what it should, its loads added; not at all where nothing was fixed or more is gone already. Throws InterruptedError. */
  async settle(signal: AbortSignal): Promise<void> {
    const { secondsPerPrompt, secondsPerLoad } = this.fixed;
    if (secondsPerPrompt === undefined) return;
    const goneSeconds = (this.clock.nowMs() - this.startedAtMs) / 1_000;
    await this.clock.sleep(signal, secondsPerPrompt + this.loadCount * secondsPerLoad - goneSeconds);
  }
}
