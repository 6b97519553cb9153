import type { Axis } from '../axis/axis.js';
import type { GridLayout, ViewPosition } from './grid-layout.js';

export function cellIndexAt(axes: readonly Axis[], layout: GridLayout, at: ViewPosition): number {
  throw new Error(`not built yet: ${axes.length} ${layout.pages.length} ${at.row}`);
}
