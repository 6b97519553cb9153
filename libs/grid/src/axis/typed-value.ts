import type { Scalar } from './scalar.js';

/** One value read from typed text, with the label it is shown under. */
export interface TypedValue {
  value: Scalar;
  label: string;
  isSkipped?: true;
}

/** What seeds are drawn from: the experiment's `random` (0 when left out) and the axis' name ('' when left out). */
export interface AxisContext {
  random?: number;
  axisName?: string;
}
