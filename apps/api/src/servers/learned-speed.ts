import type { EndedRow } from './activity.repository.js';

type Timed = Pick<EndedRow, 'state' | 'finishedAtMs' | 'loadMs' | 'drawMs' | 'stepCount' | 'modelKey'>;

/** How fast a server has been of late; what was not seen is left out. */
export interface LearnedSpeed {
  secondsPerCell?: number;
  secondsPerStep?: number;
  /** Of cells that needed other models than the one before. */
  secondsPerLoad?: number;
  /** Of the last cells, while they come; left out once it rests. */
  cellsPerMinute?: number;
}

/** Whoever gave nothing for so long, or for so many cells' time, rests. */
const rest = { shortestMs: 30_000, cells: 4 };

/** `ended`: the last attempts on the server, the newest first. Times are medians: one slow cell says little. */
export function learnSpeed(ended: readonly Timed[], nowMs: number): LearnedSpeed {
  const done = ended.filter((attempt) => attempt.state === 'done');
  const cells = done.filter((attempt) => attempt.drawMs !== null).map((attempt) => (attempt.loadMs ?? 0) + (attempt.drawMs ?? 0));
  const steps = done.filter((attempt) => attempt.drawMs !== null && (attempt.stepCount ?? 0) > 0).map((attempt) => (attempt.drawMs ?? 0) / (attempt.stepCount ?? 1));
  const loads = done.filter((attempt, i) => attempt.loadMs !== null && isOther(attempt, done[i + 1])).map((attempt) => attempt.loadMs ?? 0);
  return { ...seconds('secondsPerCell', cells), ...seconds('secondsPerStep', steps), ...seconds('secondsPerLoad', loads), ...paceOf(done, nowMs, medianOf(cells)) };
}

function isOther(attempt: Timed, before: Timed | undefined): boolean {
  return before !== undefined && attempt.modelKey !== null && before.modelKey !== null && attempt.modelKey !== before.modelKey;
}

function seconds<K extends keyof LearnedSpeed>(name: K, valuesMs: readonly number[]): Pick<LearnedSpeed, K> | object {
  const median = medianOf(valuesMs);
  return median === undefined ? {} : { [name]: median / 1_000 };
}

function medianOf(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Over the cells since the last rest. */
function paceOf(done: readonly Timed[], nowMs: number, cellMs = 0): Pick<LearnedSpeed, 'cellsPerMinute'> {
  const restMs = Math.max(rest.shortestMs, cellMs * rest.cells);
  const pause = done.findIndex((attempt, i) => (i === 0 ? nowMs : (done[i - 1]?.finishedAtMs ?? nowMs)) - attempt.finishedAtMs > restMs);
  const inARow = pause === -1 ? done : done.slice(0, pause);
  const [newest, oldest] = [inARow[0], inARow.at(-1)];
  if (newest === undefined || oldest === undefined || newest.finishedAtMs <= oldest.finishedAtMs) return {};
  return { cellsPerMinute: (60_000 * (inARow.length - 1)) / (newest.finishedAtMs - oldest.finishedAtMs) };
}
