import type { PlanCells } from '../stores/plan-cells';

/** What "draw base" has come to. */
export type BaseDrawing =
  | { state: 'none' }
  | { state: 'drawing'; serverName?: string; progress: number; preview?: string }
  | { state: 'done'; image: string }
  | { state: 'failed'; reason: string };

/** The one cell of a base plan, as the preview shows it; before the cell is known it waits. */
export function baseDrawing(cells: PlanCells | undefined): BaseDrawing {
  if (cells === undefined) return { state: 'none' };
  // Reading the version makes a computed value hear of changes.
  void cells.version.value;
  const cell = cells.at(0);
  switch (cell?.state) {
    case 'failed':
    case 'skipped':
      return { state: 'failed', reason: cell.reason };
    case 'cancelled':
      return { state: 'failed', reason: 'It was cancelled.' };
    case 'done':
      return cell.lead === undefined ? { state: 'failed', reason: 'It gave no picture; what it gave is kept as a file.' } : { state: 'done', image: cell.lead.image };
    case 'running':
      return { state: 'drawing', serverName: cell.serverName, progress: cell.progress, ...cells.previewAt(0) };
    default:
      return { state: 'drawing', progress: 0 };
  }
}
