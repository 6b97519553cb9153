import { describe, expect, it } from 'vitest';
import { learnPace, type TimedDrawing } from './learn-pace.js';

const cold = (stepCount: number | undefined, loadSeconds: number, drawSeconds: number): TimedDrawing => ({ isWarm: false, stepCount, loadSeconds, drawSeconds });
const warm = (stepCount: number | undefined, loadSeconds: number, drawSeconds: number): TimedDrawing => ({ isWarm: true, stepCount, loadSeconds, drawSeconds });

describe('learnPace', () => {
  it.each([
    ['nothing of a server that drew nothing', [], {}],
    ['nothing of one drawing that ended with its first step', [cold(1, 3, 0)], {}],
    ['a first guess from one short drawing', [cold(1, 2, 4)], { secondsPerStep: 4, secondsPerLoad: 2 }],
    ['a step from a long drawing, though it loaded', [cold(21, 6, 20)], { secondsPerStep: 1, secondsPerLoad: 5 }],
    ['a step from a drawing that found its models, and the load of the one before', [cold(1, 5, 0), warm(1, 2, 0)], { secondsPerStep: 2, secondsPerLoad: 3 }],
    ['steps of drawings of different lengths', [cold(10, 9, 9), warm(10, 1, 9), warm(20, 1, 19), warm(40, 1, 39)], { secondsPerStep: 1, secondsPerLoad: 8 }],
    ['a cell as one step where nobody counted', [cold(undefined, 0, 9), warm(undefined, 0, 4)], { secondsPerStep: 4, secondsPerLoad: 5 }],
    ['from counted drawings alone where some were', [cold(10, 9, 9), warm(undefined, 0, 10), warm(10, 1, 9)], { secondsPerStep: 1, secondsPerLoad: 8 }],
    ['no load where every drawing found its models', [warm(10, 1, 9)], { secondsPerStep: 1 }],
  ])('learns %s', (_, drawings, pace) => {
    expect(learnPace(drawings)).toEqual(pace);
  });

  it('does not let one slow cell tell much', () => {
    expect(learnPace([1, 1, 1, 30, 1, 1].map((seconds) => warm(1, 0, seconds))).secondsPerStep).toBe(1);
  });
});
