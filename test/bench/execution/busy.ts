import { assertDone, drawPlan } from '../draw-plan.js';
import { serversOf } from '../simulator/random-plan.js';
import { checkpointNames, fixedCostDraft } from './fixed-cost-draft.js';
import { busyFraction, lastPutMs } from './records.js';
import { type FixedServer, withRig } from './rig.js';

const secondsPerLoad = 2;

/** Servers and cells. */
const cases: readonly { servers: readonly FixedServer[]; cells: number }[] = [
  { servers: alike(1, 0.2), cells: 1_000 },
  { servers: alike(4, 0.2), cells: 1_000 },
  { servers: serversOf(16), cells: 320 },
];

/** The lowest busy fraction among the servers, by their count; `cellLimit` makes it shorter for a trial. */
export async function measureBusy(say: (words: string) => void, cellLimit = Infinity): Promise<{ busy: Record<string, number>; overSeats: number }> {
  const busy: Record<string, number> = {};
  let overSeats = 0;
  for (const { servers, cells } of cases) {
    await withRig(servers, checkpointNames(1), async (rig) => {
      const sets = checkpointNames(1).map((checkpoint) => ({ checkpoint, cells: Math.min(cells, cellLimit) }));
      assertDone(await drawPlan(rig.api, rig.url, fixedCostDraft('busy', sets)));
      const records = rig.records();
      const fractions = records.flatMap((record) => busyFraction(record, lastPutMs(records)) ?? []);
      busy[servers.length] = Math.min(...fractions);
      overSeats += rig.overSeats();
      say(`${servers.length} servers: ${fractions.map((fraction) => fraction.toFixed(4)).join(', ')}`);
    });
  }
  return { busy, overSeats };
}

function alike(count: number, secondsPerCell: number): FixedServer[] {
  return Array.from({ length: count }, () => ({ secondsPerCell, secondsPerLoad }));
}
