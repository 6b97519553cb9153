import type { PlanSource } from './plan-source.js';
import type { PlannedCell } from './planned-cell.js';

export function cellAt(source: PlanSource, index: number): PlannedCell {
  throw new Error(`not built yet: ${source.axes.length} ${index}`);
}

export function* planCells(source: PlanSource, range?: { from: number; to: number }): Generator<PlannedCell> {
  for (let index = range?.from ?? 0; index < (range?.to ?? 0); index += 1) yield cellAt(source, index);
}
