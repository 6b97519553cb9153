import { expect, it } from 'vitest';
import { PromptCost } from './prompt-cost.js';

/** A clock that goes on only by what is slept and computed. */
class HandClock {
  private ms = 0;

  readonly nowMs = (): number => this.ms;
  readonly sleep = async (_: AbortSignal, seconds: number): Promise<void> => this.compute(Math.max(0, seconds * 1_000));

  compute(ms: number): void {
    this.ms += ms;
  }
}

const { signal } = new AbortController();

it.each([
  ['nothing computed', { secondsPerPrompt: 0.2, loads: 0, computedMs: 0, takesMs: 200 }],
  ['less computed than was fixed', { secondsPerPrompt: 0.2, loads: 0, computedMs: 150, takesMs: 200 }],
  ['more computed than was fixed', { secondsPerPrompt: 0.2, loads: 0, computedMs: 900, takesMs: 900 }],
  ['one model loaded', { secondsPerPrompt: 0.2, loads: 1, computedMs: 0, takesMs: 500 }],
  ['two models loaded, and something computed', { secondsPerPrompt: 0.2, loads: 2, computedMs: 150, takesMs: 800 }],
  ['no cost fixed', { secondsPerPrompt: undefined, loads: 1, computedMs: 150, takesMs: 450 }],
])('a prompt costs what was fixed, each load beside, and more only where it computes longer: %s', async (_, { secondsPerPrompt, loads, computedMs, takesMs }) => {
  const clock = new HandClock();
  const cost = new PromptCost({ secondsPerPrompt, secondsPerLoad: 0.3 }, clock);

  for (let load = 0; load < loads; load += 1) await cost.load(signal);
  clock.compute(computedMs);
  await cost.settle(signal);

  expect(clock.nowMs()).toBeCloseTo(takesMs, 6);
});
