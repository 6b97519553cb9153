import { randomNumbers } from '@gridscope/grid';
import { isImpossible } from './is-impossible.js';
import type { SimulatedPlan, SimulatedServer } from './simulated-plan.js';

/** How many times as fast as the first, in turn. */
const speeds = [1, 1, 2, 4];
const secondsPerCell = 2;
const secondsPerLoad = 2;

export type PlanKind =
  /** At most one model set for each server, at least 25 cells for each. */
  | 'few-sets'
  /** More model sets than servers, up to eight for each; none of which it is proven that no order draws it as the measure wants it. */
  | 'many-sets';

/** The plan of a seed: 1 to 16 servers, sets of models of very different sizes. The same seed gives the same plan. */
export function randomPlan(kind: PlanKind, seed: number): SimulatedPlan {
  const random = randomNumbers(seed);
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const servers = serversOf(whole(1, 16));
  if (kind === 'few-sets') return { servers, groups: splitAtRandom(servers.length * whole(25, 100), whole(1, servers.length), random) };
  for (;;) {
    const sets = whole(servers.length + 1, servers.length * 8);
    const plan = { servers, groups: splitAtRandom(sets * whole(10, 40), sets, random) };
    if (!isImpossible(plan)) return plan;
  }
}

/** Servers of the speeds 1, 1, 2, 4 in turn. */
export function serversOf(count: number): SimulatedServer[] {
  return Array.from({ length: count }, (_, place) => ({ id: `server ${place + 1}`, seats: 2, secondsPerCell: secondsPerCell / (speeds[place % speeds.length] ?? 1), secondsPerLoad }));
}

/** Cells in so many sets, each at least one; the largest some eight times the smallest. */
function splitAtRandom(cells: number, sets: number, random: () => number): SimulatedPlan['groups'] {
  const weights = Array.from({ length: sets }, () => 0.2 + 1.4 * random());
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const ends = weights.map((_, place) => Math.round((cells * weights.slice(0, place + 1).reduce((total, weight) => total + weight, 0)) / sum));
  return ends.map((end, place) => ({ modelKey: `set ${place + 1}`, cells: Math.max(1, end - (ends[place - 1] ?? 0)) }));
}
