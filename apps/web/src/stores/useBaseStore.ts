import { endpoints, type CellView } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { useApi } from '../services/api';
import { useEvents } from '../services/socket';

export type BaseDrawing =
  | { state: 'none' }
  | { state: 'drawing'; serverName?: string; progress: number; preview?: string }
  | { state: 'done'; image: string }
  | { state: 'failed'; reason: string };

/** What "draw base" has come to, by plan id. */
export const useBaseStore = defineStore('base drawings', () => {
  const api = useApi();
  const events = useEvents();
  const byPlan = shallowReactive(new Map<string, BaseDrawing>());
  const sequences = new Map<string, number>();

  /** Reads the one cell of a base plan and follows it; the function it returns ends that. */
  async function follow(planId: string): Promise<() => void> {
    if (!byPlan.has(planId)) byPlan.set(planId, { state: 'drawing', progress: 0 });
    const stop = events.watchPlan(planId, () => sequences.get(planId) ?? 0);
    const { items } = await api.request(endpoints.listCells, { parameters: { planId } });
    items.forEach(apply);
    return stop;
  }

  function apply(cell: CellView): void {
    if (cell.sequence < (sequences.get(cell.planId) ?? 0)) return;
    sequences.set(cell.planId, cell.sequence);
    byPlan.set(cell.planId, drawingOf(cell, byPlan.get(cell.planId)));
  }

  events.on('cells-changed', ({ planId, cells }) => {
    if (byPlan.has(planId)) cells.forEach(apply);
  });
  events.on('cell-previewed', ({ planId, progress, preview }) => {
    const drawing = byPlan.get(planId);
    if (drawing?.state === 'drawing') byPlan.set(planId, { ...drawing, progress, preview: preview ?? drawing.preview });
  });

  return { byPlan, follow };
});

function drawingOf(cell: CellView, before: BaseDrawing | undefined): BaseDrawing {
  if (cell.state === 'failed' || cell.state === 'skipped') return { state: 'failed', reason: cell.reason };
  if (cell.state === 'cancelled') return { state: 'failed', reason: 'It was cancelled.' };
  if (cell.state === 'done') return cell.lead === undefined ? { state: 'failed', reason: 'It gave no picture; what it gave is kept as a file.' } : { state: 'done', image: cell.lead.image };
  const preview = before?.state === 'drawing' ? before.preview : undefined;
  if (cell.state === 'running') return { state: 'drawing', serverName: cell.serverName, progress: cell.progress, preview };
  return { state: 'drawing', progress: 0, preview };
}
