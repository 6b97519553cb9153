import { chooseCells, type WaitingGroup } from '@gridscope/grid';
import type { Benchmark } from '../benchmark.js';
import { repeat, words } from '../repeat.js';
import { serversOf } from '../simulator/random-plan.js';

const times = 25;
const cellCount = 10_000;
const servers = serversOf(16).map(({ id, secondsPerCell, secondsPerLoad }, place) => ({ id, freeSeats: 1, busySeconds: place / 16, secondsPerStep: secondsPerCell, secondsPerLoad, modelKey: `set ${place}` }));

/** What one look at everything that waits costs, with a seat free on each of 16 servers: it is looked after every cell. */
export const scheduling: Benchmark = {
  name: 'schedulingMs',
  title: `choosing cells for 16 servers from ${cellCount} that wait`,
  measure: async (say) => {
    const figures: Record<string, number> = {};
    for (const groupCount of [1, 50, 1_000]) {
      const groups = groupsOf(groupCount);
      const rounds = await repeat(times, async () => void chooseCells(servers, groups, { elapsedSeconds: 100 }));
      say(`${groupCount} model sets: ${words(rounds)}`);
      figures[`sets${groupCount}`] = rounds.medianMs;
    }
    return figures;
  },
};

function groupsOf(count: number): WaitingGroup[] {
  const serverIds = new Set(servers.map(({ id }) => id));
  return Array.from({ length: count }, (_, place) => ({ key: `group ${place}`, modelKey: `set ${place}`, planId: 'plan', priority: 0, order: place, serverIds, count: cellCount / count + (place % 5), stepsPerCell: 1 }));
}
