import { ApiClient, endpoints } from '@gridscope/contract';
import { assertDone, drawPlan } from '../draw-plan.js';
import { simulate } from '../simulator/simulate.js';
import { simulatePlans } from '../simulator/simulate-plans.js';
import { idealSeconds, type SimulatedPlan } from '../simulator/simulated-plan.js';
import { checkpointNames, fixedCostDraft } from './fixed-cost-draft.js';
import { loadCount } from './records.js';
import { withRig } from './rig.js';

const planCount = 50;
/** The servers of the plans that real engines draw, the shortest plan of each range. */
const ranges = [[1, 2], [3, 5], [6, 8], [9, 12], [13, 16]] as const;

export interface MakespanFigures {
  makespan: { median: number; worst: number; engines: number[]; /** The same plans in the simulator. */ simulated: number[] };
  loads: { worst: number; /** Loads beyond one a set, where there are fewer than 20 sets. */ extra: number; makespanWorst: number };
  overSeats: number;
}

/** Random plans in the simulator, on servers whose speeds were measured before, and some of them on engines that are new. */
export async function measureMakespan(say: (words: string) => void, realCount: number = ranges.length): Promise<MakespanFigures> {
  const few = simulatePlans({ kind: 'few-sets', count: planCount });
  const many = simulatePlans({ kind: 'many-sets', count: planCount });
  say(`simulated, ${planCount} plans: median ${few.median.toFixed(3)}, worst ${few.worst.toFixed(3)}; many sets: worst ${many.worst.toFixed(3)}, loads ${many.loadsWorst.toFixed(3)}, one more at most: ${many.extraLoadsWorst}`);
  const plans = few.plans.map(({ plan }) => plan);
  const figures: MakespanFigures = {
    makespan: { median: few.median, worst: few.worst, engines: [], simulated: [] },
    loads: { worst: many.loadsWorst, extra: many.extraLoadsWorst, makespanWorst: many.worst },
    overSeats: few.overSeats + many.overSeats,
  };
  for (const plan of ranges.slice(0, realCount).flatMap(([from, to]) => shortest(plans, from, to) ?? [])) {
    const real = await drawOnEngines(plan);
    const simulated = simulate(plan, { isCold: true }).ratio;
    figures.makespan.engines.push(real.ratio);
    figures.makespan.simulated.push(simulated);
    figures.overSeats += real.overSeats;
    say(`${plan.servers.length} engines, ${plan.groups.length} sets: ${real.ratio.toFixed(3)} with ${real.loads} loads, simulated ${simulated.toFixed(3)}`);
  }
  return figures;
}

function shortest(plans: readonly SimulatedPlan[], from: number, to: number): SimulatedPlan | undefined {
  const [first] = plans.filter(({ servers }) => servers.length >= from && servers.length <= to).sort((a, b) => idealSeconds(a) - idealSeconds(b));
  return first;
}

/** From the request that starts the plan to the end of its last prompt, over the ideal. */
function drawOnEngines(plan: SimulatedPlan): Promise<{ ratio: number; loads: number; overSeats: number }> {
  const names = checkpointNames(plan.groups.length);
  const sets = plan.groups.map(({ cells }, place) => ({ checkpoint: names[place] ?? '', cells }));
  return withRig(plan.servers, names, async (rig) => {
    await untilReady(rig.api);
    const startedAtMs = Date.now();
    assertDone(await drawPlan(rig.api, rig.url, fixedCostDraft('makespan', sets)));
    const records = rig.records();
    const endedAtMs = Math.max(...records.flat().map(({ atMs }) => atMs));
    return { ratio: (endedAtMs - startedAtMs) / 1_000 / idealSeconds(plan), loads: records.reduce((sum, record) => sum + loadCount(record), 0), overSeats: rig.overSeats() };
  });
}

async function untilReady(api: ApiClient): Promise<void> {
  for (;;) {
    const { items } = await api.request(endpoints.listServers, {});
    if (items.every(({ state }) => state === 'ready')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
