import type { ExperimentSummary } from '@gridscope/contract';
import { formatClock, formatCount } from '../../services/format';

type Part = { count: number; tone: 'done' | 'running' | 'failed' | 'muted' };

export interface ExperimentProgress {
  /** Shape of the state, beside its colour. */
  mark: string;
  state: string;
  tone: 'plain' | 'running' | 'failed' | 'warning' | 'muted';
  /** `41 / 60`, or the number of cells of a draft. */
  count: string;
  parts: Part[];
  total: number;
  /** What else is to be said: time left, failures, reuse. */
  notes: string[];
}

const states = {
  draft: { mark: '·', state: 'not drawn yet', tone: 'muted' },
  running: { mark: '◔', state: 'drawing', tone: 'running' },
  paused: { mark: '❚❚', state: 'paused', tone: 'warning' },
  done: { mark: '✓', state: 'done', tone: 'plain' },
  cancelled: { mark: '∅', state: 'cancelled', tone: 'muted' },
} as const;

/** How far an experiment is, in the words of its row. */
export function experimentProgress({ state, counts, cellCount, remainingSeconds }: ExperimentSummary): ExperimentProgress {
  const shown = states[state];
  if (counts === undefined) return { ...shown, count: formatCount(cellCount), parts: [], total: cellCount, notes: [] };
  const total = cellCount - counts.skipped;
  return {
    ...shown,
    ...(state === 'done' && counts.failed > 0 ? { mark: '×', state: 'failures', tone: 'failed' as const } : {}),
    count: `${formatCount(counts.done)} / ${formatCount(total)}`,
    parts: [{ count: counts.done, tone: 'done' }, { count: counts.running, tone: 'running' }, { count: counts.failed, tone: 'failed' }],
    total,
    notes: [
      ...(state === 'running' && remainingSeconds !== undefined ? [`${formatClock(remainingSeconds)} left`] : []),
      ...(counts.failed > 0 ? [`× ${formatCount(counts.failed)} failed`] : []),
      ...(counts.reused > 0 ? [`↺ ${formatCount(counts.reused)} reused`] : []),
      ...(counts.skipped > 0 ? [`∅ ${formatCount(counts.skipped)} skipped`] : []),
    ],
  };
}

/** Its axes in short: `steps 5 × sampler 4 × prompt 3`. */
export function axesInShort(axes: ExperimentSummary['axes']): string {
  return axes.length === 0 ? 'no axes: one picture' : axes.map(({ name, count }) => `${name} ${formatCount(count)}`).join(' × ');
}

/** Where it is drawn. */
export function serversInShort(servers: ExperimentSummary['servers']): string {
  if (servers === 'engine') return 'built-in engine';
  return servers === 'all' ? 'all servers' : servers.join(', ');
}
