import { type ApiClient, endpoints } from '@gridscope/contract';
import { checkpointNames, fixedCostWorkflow } from './fixed-cost-draft.js';
import { type Rig, withRig } from './rig.js';

const side = 100;
const listSeconds = 20;
const servers = Array.from({ length: 4 }, () => ({ secondsPerCell: 0.2, secondsPerLoad: 2 }));

/** 10,000 cells: from the request that starts them until an engine begins the first, and how long a list of some of them takes meanwhile, 95 of 100 times. */
export function measureStartAndList(say: (words: string) => void): Promise<{ startMs: number; listP95Ms: number; overSeats: number }> {
  const [checkpoint = ''] = checkpointNames(1);
  return withRig(servers, [checkpoint], async (rig) => {
    const experiment = await rig.api.request(endpoints.createExperiment, {
      body: {
        name: 'many',
        workflow: { content: JSON.stringify(fixedCostWorkflow(checkpoint, 0)), name: 'fixed-cost.json' },
        servers: 'all',
        axes: [{ name: 'seed', input: '4.seed', values: `1-${side}` }, { name: 'cfg', input: '4.cfg', values: `1-${(side + 9) / 10} (+0.1)` }],
      },
    });
    const startedAtMs = Date.now();
    const plan = await rig.api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} });
    const startMs = (await firstStartMs(rig)) - startedAtMs;
    say(`${plan.cellCount} cells: the first one is being drawn after ${startMs} ms`);
    const times = await listWhileDrawing(rig.api, plan.id);
    const listP95Ms = times[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
    say(`${times.length} lists of cells: p95 ${listP95Ms.toFixed(1)} ms, longest ${times.at(-1)?.toFixed(1)} ms`);
    await rig.api.request(endpoints.cancelPlan, { parameters: { planId: plan.id } });
    return { startMs, listP95Ms, overSeats: rig.overSeats() };
  });
}

async function firstStartMs(rig: Rig): Promise<number> {
  for (;;) {
    const starts = rig.records().flat().filter(({ event }) => event === 'start').map(({ atMs }) => atMs);
    if (starts.length > 0) return Math.min(...starts);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The whole list again and again, a page a request, down to the last byte; times of all requests, shortest first. */
async function listWhileDrawing(api: ApiClient, planId: string): Promise<number[]> {
  const times: number[] = [];
  for (const untilMs = Date.now() + listSeconds * 1_000; Date.now() < untilMs; ) {
    for (let after: number | undefined = 0; after !== undefined && Date.now() < untilMs; ) {
      const url = api.urlOf(endpoints.listCells, { parameters: { planId }, query: { after } });
      const startedAtMs = performance.now();
      const text = await (await fetch(url)).text();
      times.push(performance.now() - startedAtMs);
      // Read beside the clock: the page's own parsing is no time of the program.
      after = (JSON.parse(text) as { next?: number }).next;
    }
  }
  return times.sort((a, b) => a - b);
}
