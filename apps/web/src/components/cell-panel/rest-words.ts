import type { CellDetail, CellView } from '@gridscope/contract';
import { formatDuration, formatTime } from '../../services/format';

/** What a waiting cell waits for: `Tried again at 14:02:10, in 24 s: the attempt on engine was lost, …`; undefined where it only waits its turn. */
export function restWords(cell: CellView | undefined, detail: CellDetail | undefined, nowMs: number): string | undefined {
  if (cell?.state !== 'waiting') return undefined;
  if (cell.notBefore !== undefined && cell.notBefore > nowMs) return `Tried again at ${formatTime(cell.notBefore)}, in ${formatDuration(Math.ceil((cell.notBefore - nowMs) / 1000))}${reasonOf(detail)}`;
  return cell.isFirst === true ? 'Drawn at the next free seat, before all others.' : undefined;
}

function reasonOf(detail: CellDetail | undefined): string {
  const [attempt] = [...(detail?.takes[0]?.attempts ?? [])].sort((one, other) => other.number - one.number);
  return attempt?.error === undefined ? '.' : `: attempt ${attempt.number} on ${attempt.serverName} did not come to an end. ${attempt.error}`;
}
