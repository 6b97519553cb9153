import { describe, expect, it } from 'vitest';
import { learnSpeed } from './learned-speed.js';

const nowMs = 1_000_000;
/** Done ones, the newest first, a second apart. */
const done = (attempts: { loadMs?: number; drawMs?: number; stepCount?: number; modelKey?: string }[]) =>
  attempts.map((attempt, i) => ({ state: 'done' as const, finishedAtMs: nowMs - i * 1_000, loadMs: null, drawMs: null, stepCount: null, modelKey: null, ...attempt }));

describe('learnSpeed', () => {
  it('knows nothing of a server that did nothing', () => {
    expect(learnSpeed([], nowMs)).toEqual({});
  });

  it('takes the median of a cell and of a step', () => {
    const speed = learnSpeed(done([{ drawMs: 2_000, stepCount: 20 }, { drawMs: 90_000, stepCount: 20 }, { drawMs: 1_000, loadMs: 500, stepCount: 20 }]), nowMs);

    expect(speed).toMatchObject({ secondsPerCell: 2, secondsPerStep: 0.1 });
  });

  it('counts as loads those of cells that needed other models than the one before', () => {
    const speed = learnSpeed(done([{ modelKey: 'a', loadMs: 100 }, { modelKey: 'a', loadMs: 9_000 }, { modelKey: 'b', loadMs: 120 }, { modelKey: 'b', loadMs: 7_000 }]), nowMs);

    expect(speed.secondsPerLoad).toBe(9);
  });

  it('counts cells a minute over the last ones', () => {
    expect(learnSpeed(done([{}, {}, {}]), nowMs).cellsPerMinute).toBe(60);
  });

  it('counts no rest into the pace', () => {
    const [first, second, third] = done([{}, {}, {}]);
    const earlier = third === undefined ? [] : [{ ...third, finishedAtMs: nowMs - 3_600_000 }];

    expect(learnSpeed([first, second, ...earlier].filter((attempt) => attempt !== undefined), nowMs).cellsPerMinute).toBe(60);
  });

  it('says no pace once the server rests', () => {
    expect(learnSpeed(done([{}, {}, {}]), nowMs + 31_000).cellsPerMinute).toBeUndefined();
  });

  it('learns nothing from what was lost', () => {
    expect(learnSpeed(done([{ drawMs: 2_000 }]).map((attempt) => ({ ...attempt, state: 'lost' as const })), nowMs)).toEqual({});
  });
});
