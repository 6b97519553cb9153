import { describe, expect, it } from 'vitest';
import { PhaseClock } from './phase-clock.js';

const step = { kind: 'step', nodeId: '3', value: 1, max: 4 } as const;

describe('PhaseClock', () => {
  it('takes the time before the first step as loading', () => {
    const clock = new PhaseClock(1_000);
    clock.note({ kind: 'started' }, 1_200);
    clock.note(step, 1_900);
    clock.note(step, 2_400);

    expect(clock.phases({ startedAtMs: 50_000, endedAtMs: 52_000 })).toEqual({ waitMs: 200, loadMs: 700, drawMs: 1_300 });
  });

  it('takes everything as drawing where no sampler took a step', () => {
    const clock = new PhaseClock(1_000);
    clock.note({ kind: 'started' }, 1_010);

    expect(clock.phases({ startedAtMs: 0, endedAtMs: 30 })).toEqual({ waitMs: 10, loadMs: 0, drawMs: 30 });
  });

  it('does not invent a wait for a run whose start nobody saw', () => {
    expect(new PhaseClock(1_000).phases({ startedAtMs: 0, endedAtMs: 30 })).toEqual({ drawMs: 30 });
  });
});
