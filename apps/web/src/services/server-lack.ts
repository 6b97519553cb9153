import type { ExperimentSummary, ServerView } from '@gridscope/contract';
import { formatMoment } from './format';

/** Why nothing of an experiment can be drawn now: `no server is ready since today 12:04`; undefined where one of its servers takes cells, or has not been asked yet. */
export function serverLack(choice: ExperimentSummary['servers'], servers: readonly ServerView[], nowMs: number): string | undefined {
  const meant = chosen(choice, servers);
  if (meant.length === 0) return 'none of its servers is there';
  if (meant.some(({ state, isDraining, breaker }) => state === 'unknown' || (state === 'ready' && !isDraining && breaker !== 'open'))) return undefined;
  if (meant.every(({ isDraining }) => isDraining)) return meant.length === 1 ? 'its server is drained' : 'all its servers are drained';
  const times = meant.flatMap(({ state, since }) => (state !== 'ready' && since !== undefined ? [since] : []));
  return `no server is ready${times.length === 0 ? '' : ` since ${formatMoment(Math.max(...times), nowMs)}`}`;
}

/** The servers that an experiment's choice means: the built-in engine, every real one, or those named. */
function chosen(choice: ExperimentSummary['servers'], servers: readonly ServerView[]): ServerView[] {
  if (choice === 'engine') return servers.filter(({ kind }) => kind === 'engine');
  return servers.filter(({ kind, name }) => kind === 'comfyui' && (choice === 'all' || choice.includes(name)));
}
