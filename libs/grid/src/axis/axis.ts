import type { Operation } from './operation.js';

/** How an axis was written. `mixed`: labelled values with operations of their own. */
export type AxisKind = 'input' | 'linked' | 'replace' | 'append' | 'bypass' | 'images' | 'mixed';

/** One value of an axis. No operation: the baseline. `isSkipped`: the column is there, its cells are not drawn. */
export interface AxisValue {
  /** 12 hex digits, see `valueId`. */
  id: string;
  label: string;
  operations: Operation[];
  isSkipped?: true;
}

/** A named list of values, in the order written. */
export interface Axis {
  /** Made of the name, unique in the experiment. */
  id: string;
  name: string;
  kind: AxisKind;
  values: AxisValue[];
}
