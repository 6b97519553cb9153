import type { CellView } from '@gridscope/contract';
import { formatTime } from '../../services/format';
import type { PageShape, Place } from '../../services/grid-view/page-shape';

/** What a screen reader calls a cell: `steps 8, sampler euler: done`. */
export function cellName(shape: PageShape, place: Place, cell: CellView | undefined): string {
  const x = shape.xAxis === undefined ? [] : [`${shape.xAxis.name} ${shape.columns[place.column]?.value?.label ?? ''}`];
  const y = shape.yAxis === undefined ? [] : [`${shape.yAxis.name} ${shape.rows[place.row]?.value?.label ?? ''}`];
  const where = [...x, ...y].join(', ') || 'the picture';
  return `${where}: ${stateWords(cell)}${cell?.isStarred === true ? ', starred' : ''}`;
}

/** A cell's state in words: `running 40 %`, `failed, out of memory`. */
export function stateWords(cell: CellView | undefined): string {
  if (cell === undefined) return 'not read yet';
  if (cell.state === 'running') return `running ${Math.round(100 * cell.progress)} %`;
  if (cell.state === 'failed' || cell.state === 'skipped') return `${cell.state}, ${cell.reason}`;
  if (cell.state === 'done') return cell.origin === 'reused' ? 'done, reused' : 'done';
  if (cell.state === 'waiting' && cell.notBefore !== undefined) return `waiting, tried again at ${formatTime(cell.notBefore)}`;
  if (cell.state === 'waiting' && cell.isFirst === true) return 'waiting, drawn next';
  return cell.state;
}
