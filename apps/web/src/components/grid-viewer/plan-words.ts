import type { PlanProgress } from '@gridscope/contract';
import { formatClock, formatCount, formatDuration } from '../../services/format';

export interface PlanWords {
  /** `48/60`: cells done of those that are to be drawn. */
  count: string;
  total: number;
  /** What goes on: `paused`, `2.1 s a cell`, `0:24 left`. */
  notes: string[];
  failed: number;
  /** For the tab: `48/60 steps × sampler`. */
  title: string;
  /** For screen readers. */
  label: string;
}

const states = { running: 'drawing', paused: 'paused', done: 'done', cancelled: 'cancelled' } as const;

const orders = { cheapest: [], rows: ['row by row'], corners: ['corners first'] } as const;

/** How far a plan is, in words. `isHalted`: nothing goes on although it is not paused, as for want of a server. */
export function planWords({ state, counts, secondsPerCell, remainingSeconds, priority, order, name }: PlanProgress & { name: string }, { isHalted = false } = {}): PlanWords {
  const total = Object.entries(counts).reduce((sum, [key, count]) => (key === 'reused' || key === 'skipped' ? sum : sum + count), 0);
  const count = `${formatCount(counts.done)}/${formatCount(total)}`;
  const isGoingOn = state === 'running' && !isHalted;
  const isOver = state === 'done' || state === 'cancelled';
  return {
    count, total,
    notes: [
      ...(isOver ? [] : [...(priority === 0 ? [] : [`priority ${priority}`]), ...orders[order]]),
      ...(state === 'running' ? [] : [states[state]]),
      ...(secondsPerCell !== undefined && isGoingOn ? [`${formatDuration(secondsPerCell)} a cell`] : []),
      ...(remainingSeconds !== undefined && isGoingOn ? [`${formatClock(remainingSeconds)} left`] : []),
    ],
    failed: counts.failed,
    title: isOver && counts.done === total ? name : `${count} ${name}`,
    label: `${formatCount(counts.done)} of ${formatCount(total)} cells done`,
  };
}
