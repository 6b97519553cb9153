import type { Model } from './model.js';

/** The noise levels of a run, falling, the last one 0; empty where `denoise` is 0. */
export function sigmasFor(_model: Model, _scheduler: string, _steps: number, _denoise = 1): number[] {
  return [];
}
