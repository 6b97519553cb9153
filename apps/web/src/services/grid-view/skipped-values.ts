import type { CellView } from '@gridscope/contract';
import type { Axis } from '@gridscope/grid';
import { stridesOf } from './page-shape';

/** Cells of one value of an axis that skipping would concern. */
export interface ValueCells {
  /** That could be skipped: neither drawn nor being drawn, nor skipped already. */
  open: CellView[];
  /** Skipped by hand, which can be taken back. */
  skipped: CellView[];
}

const open: ReadonlySet<CellView['state']> = new Set(['waiting', 'queued', 'failed', 'cancelled']);

export const isOpen = (cell: CellView): boolean => open.has(cell.state);
export const isSkippedByHand = (cell: CellView): boolean => cell.state === 'skipped' && cell.isByHand;

/** The known cells that have a value, by rising index. */
export function cellsOfValue(axes: readonly Axis[], { axisId, valueId }: { axisId: string; valueId: string }, cells: readonly CellView[]): ValueCells {
  const axis = axes.find(({ id }) => id === axisId);
  const stride = stridesOf(axes).get(axisId) ?? 1;
  const position = axis?.values.findIndex(({ id }) => id === valueId) ?? -1;
  const mine = cells.filter(({ index }) => Math.floor(index / stride) % (axis?.values.length ?? 1) === position);
  return { open: mine.filter(isOpen), skipped: mine.filter(isSkippedByHand) };
}

/** Axis id → value id → cells skipped by hand, for values of which nothing is left to draw because somebody skipped them: not one cell by chance, unless it is all there is. */
export function skippedValues(axes: readonly Axis[], cells: readonly CellView[]): Map<string, Map<string, number>> {
  const strides = stridesOf(axes);
  const isSkipping = cells.some(isSkippedByHand);
  return new Map(isSkipping ? axes.map((axis) => [axis.id, skippedOn(axis, strides.get(axis.id) ?? 1, cells)]) : []);
}

function skippedOn(axis: Axis, stride: number, cells: readonly CellView[]): Map<string, number> {
  const counts = axis.values.map(() => ({ all: 0, open: 0, skipped: 0 }));
  for (const cell of cells) {
    const count = counts[Math.floor(cell.index / stride) % axis.values.length];
    if (count === undefined) continue;
    count.all += 1;
    if (isOpen(cell) || cell.state === 'running') count.open += 1;
    if (isSkippedByHand(cell)) count.skipped += 1;
  }
  return new Map(axis.values.flatMap(({ id }, place) => {
    const { all, open: left, skipped } = counts[place] ?? { all: 0, open: 0, skipped: 0 };
    return left === 0 && (skipped > 1 || (skipped === 1 && all === 1)) ? [[id, skipped]] : [];
  }));
}
