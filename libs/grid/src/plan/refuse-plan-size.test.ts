import { describe, expect, it } from 'vitest';
import { refusePlanSize } from './refuse-plan-size.js';

describe('the limit of a plan', () => {
  it('lets a plan of exactly the limit through', () => {
    expect(refusePlanSize(100_000)).toBeUndefined();
  });

  it('refuses one cell more, with the way to raise it', () => {
    expect(refusePlanSize(100_001, undefined, 'GRIDSCOPE_MAX_CELLS')).toBe('The axes make 100,001 cells, and a plan may have 100,000. Take values away, split the experiment, or raise GRIDSCOPE_MAX_CELLS.');
  });
});
