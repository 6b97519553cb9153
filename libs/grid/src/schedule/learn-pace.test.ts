import { describe, expect, it } from 'vitest';
import { learnPace, type TimedDrawing } from './learn-pace.js';

const drawing = (modelKey: string | undefined, stepCount: number | undefined, loadSeconds: number, drawSeconds: number): TimedDrawing => ({ modelKey, stepCount, loadSeconds, drawSeconds });

describe('learnPace', () => {
  it.each([
    ['nothing of a server that drew nothing', [], {}],
    ['nothing of one drawing that ended with its first step', [drawing('a', 1, 3, 0)], {}],
    ['a first guess from one short drawing', [drawing('a', 1, 2, 4)], { secondsPerStep: 4, secondsPerLoad: 2 }],
    ['a step from a long drawing, though it loaded', [drawing('a', 21, 6, 20)], { secondsPerStep: 1, secondsPerLoad: 5 }],
    ['a step from a drawing that found its models, and the load of the one before', [drawing('a', 1, 5, 0), drawing('a', 1, 2, 0)], { secondsPerStep: 2, secondsPerLoad: 3 }],
    ['steps of drawings of different lengths', [drawing('a', 10, 9, 9), drawing('a', 10, 1, 9), drawing('a', 20, 1, 19), drawing('a', 40, 1, 39)], { secondsPerStep: 1, secondsPerLoad: 8 }],
    ['a cell as one step where nobody counted', [drawing('a', undefined, 0, 9), drawing('a', undefined, 0, 4)], { secondsPerStep: 4, secondsPerLoad: 5 }],
    ['from counted drawings alone where some were', [drawing('a', 10, 9, 9), drawing('a', undefined, 0, 10), drawing('a', 10, 1, 9)], { secondsPerStep: 1, secondsPerLoad: 8 }],
    ['no load of drawings whose models nobody knows, but their steps', [drawing(undefined, 11, 1, 10), drawing(undefined, 11, 1, 10)], { secondsPerStep: 1, secondsPerLoad: 0 }],
  ])('learns %s', (_, drawings, pace) => {
    expect(learnPace(drawings)).toEqual(pace);
  });

  it('does not let one slow cell tell much', () => {
    const drawings = [1, 1, 1, 30, 1, 1].map((seconds) => drawing('a', 1, 0, seconds));

    expect(learnPace(drawings).secondsPerStep).toBe(1);
  });
});
