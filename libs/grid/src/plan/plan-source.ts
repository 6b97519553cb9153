import type { Axis } from '../axis/axis.js';
import type { InputPath } from '../axis/operation.js';
import type { Scalar } from '../axis/scalar.js';

/** All that a plan is made of. Every function of a plan is a function of this alone, and takes it as never changed. */
export interface PlanSource {
  axes: Axis[];
  /** The experiment's own `set`. */
  base: Record<InputPath, Scalar>;
  /** The workflow's own text at every path that a replace or an append touches (`textPathsOf`). */
  texts: Record<InputPath, string>;
  /** Rules; a cell that meets one is skipped. */
  skip: string[];
}
