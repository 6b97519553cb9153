import { median } from './median.js';

/** Times in the order in which they were taken. */
export interface Times {
  medianMs: number;
  allMs: number[];
}

/** Does something several times, one after the other, and takes the time of each. */
export function repeat(times: number, work: (turn: number) => Promise<unknown>): Promise<Times> {
  return collect(times, (turn) => timeOf(() => work(turn)));
}

/** The same for what takes its own time. */
export async function collect(times: number, measure: (turn: number) => Promise<number>): Promise<Times> {
  const allMs: number[] = [];
  for (let turn = 0; turn < times; turn += 1) allMs.push(await measure(turn));
  return timesOf(allMs);
}

export function timesOf(allMs: number[]): Times {
  return { medianMs: median(allMs), allMs };
}

/** How long something takes, in milliseconds. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}

/** `median 12.3 ms of 12.1, 12.3, 14.0` */
export function words({ medianMs, allMs }: Times): string {
  return `median ${shown(medianMs)} ms of ${allMs.map(shown).join(', ')}`;
}

/** Three digits that mean something. */
function shown(ms: number): string {
  return ms >= 100 ? String(Math.round(ms)) : ms.toPrecision(3);
}
