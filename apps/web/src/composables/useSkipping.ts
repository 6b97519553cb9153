import type { CellView, PlanView } from '@gridscope/contract';
import { refThrottled } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';
import { toast } from 'vue-sonner';
import { formatCounted } from '../services/format';
import { cellsOfValue, isOpen, skippedValues, type ValueCells } from '../services/grid-view/skipped-values';
import type { PlanCells } from '../stores/plan-cells';
import { usePlanStore } from '../stores/usePlanStore';
import { attempt } from './attempt';
import { undoMs } from './remove-with-undo';

/** A value of an axis: a column, a row, a page. */
export interface ValuePlace { axisId: string; valueId: string }

/** Leaving cells out by hand and bringing them back. */
export interface Skipping {
  /** Cells of a value that skipping would concern; counted when asked. */
  cellsOf: (value: ValuePlace) => ValueCells;
  /** Axis id → value id → how many of its cells were skipped, for values that were skipped as a whole. */
  values: ComputedRef<ReadonlyMap<string, ReadonlyMap<string, number>>>;
  skipValue: (value: ValuePlace, isSkipped: boolean) => Promise<void>;
  skipCell: (cell: CellView) => Promise<void>;
}

const lookMs = 500;
/** What one request takes. */
const mostCells = 10_000;

export function useSkipping(plan: () => PlanView, cells: PlanCells): Skipping {
  const plans = usePlanStore();
  const version = refThrottled(cells.version, lookMs, true);
  const values = computed(() => {
    void version.value;
    return plan().counts.skipped === 0 ? new Map() : skippedValues(plan().axes, cells.all());
  });
  const cellsOf = (value: ValuePlace) => cellsOfValue(plan().axes, value, cells.all());

  async function skipValue({ axisId, valueId }: ValuePlace, isSkipped: boolean): Promise<void> {
    const concerned = cellsOf({ axisId, valueId })[isSkipped ? 'open' : 'skipped'];
    const axis = plan().axes.findIndex(({ id }) => id === axisId);
    if (!(await attempt(() => plans.skip(plan().id, { isSkipped, axis, value: valueId })))) return;
    sayDone(concerned, isSkipped);
  }

  async function skipCell(cell: CellView): Promise<void> {
    const isSkipped = isOpen(cell);
    if (await attempt(() => plans.skip(plan().id, { isSkipped, cells: [cell.id] }))) sayDone([cell], isSkipped);
  }

  /** Undone for exactly these cells: others of the same value may have been skipped before. */
  function sayDone(concerned: readonly CellView[], isSkipped: boolean): void {
    const ids = concerned.slice(0, mostCells).map(({ id }) => id);
    const undo = () => void attempt(() => plans.skip(plan().id, { isSkipped: !isSkipped, cells: ids }));
    toast(`${isSkipped ? 'Skipped' : 'Brought back'} ${formatCounted(concerned.length, 'cell')}`, { duration: undoMs, ...(ids.length > 0 && { action: { label: 'Undo', onClick: undo } }) });
  }

  return { cellsOf, values, skipValue, skipCell };
}
