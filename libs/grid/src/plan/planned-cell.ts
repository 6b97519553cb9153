import type { InputPath } from '../axis/operation.js';
import type { Scalar } from '../axis/scalar.js';

/** What a cell fixes. `bypass`: node ids, each once, in the order of the axes. */
export interface Parameters {
  set: Record<InputPath, Scalar>;
  bypass: string[];
}

/** One combination of one value per axis. `coordinates`, `valueIds` and `labels` are in the order of the axes. */
export interface PlannedCell {
  index: number;
  coordinates: number[];
  valueIds: string[];
  labels: string[];
  parameters: Parameters;
  isSkipped: boolean;
  /** The rule, or the axis and value marked with SKIP. */
  skipReason?: string;
}
