import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpoints } from '@gridscope/contract';
import { ClaimWatch } from './claim-watch.js';
import { Cluster, type ClusterOptions } from './cluster.js';
import { Rows } from './rows.js';
import { sleep } from './run-state.js';
import type { Setting } from './setting.js';
import { Troubles } from './troubles.js';
import { findVerdict } from './verdict.js';

/** A safeguard that is switched off, so that the run has something to find. */
export type FaultSwitch = 'no-renewal' | 'unconditional-claim' | 'no-adoption';

/** A small run that aims at one safeguard. */
export interface Scenario {
  setting: Setting;
  options: Pick<ClusterOptions, 'leaseSeconds' | 'engines' | 'workers'>;
  cells: number;
  /** Called when the first cell is running. */
  strike(cluster: Cluster): Promise<void>;
}

export interface ScenarioResult {
  lost: string[];
  doubled: string[];
  orphans: string[];
}

const lookMs = 50;
const patienceMs = 60_000;

/** Draws a grid of seeds, strikes, waits for its end and counts as the whole run does. */
export async function runScenario({ setting, options, cells, strike }: Scenario, faultSwitch?: FaultSwitch): Promise<ScenarioResult> {
  const folder = await mkdtemp(join(tmpdir(), 'gridscope-scenario-'));
  const environment: Record<string, string> = faultSwitch === undefined ? {} : { GRIDSCOPE_FAULT_SWITCH: faultSwitch, NODE_ENV: 'test' };
  const cluster = await Cluster.start(setting, folder, { ...options, databaseUrl: undefined, environment });
  const rows = await Rows.open(cluster.dataFolder, undefined);
  const watch = new ClaimWatch(cluster, rows, new Troubles());
  try {
    watch.start();
    await begin(cluster, cells);
    await until('a cell is running', async () => (await rows.count(`select count(*) from cell where state = 'running'`)) > 0);
    await strike(cluster);
    await until('every plan is done', async () => (await rows.count(`select count(*) from plan where state <> 'done'`)) === 0);
    await watch.stop();
    await cluster.stopProgram();
    const { lost, doubled, orphans } = await findVerdict(cluster, rows, new Troubles());
    return { lost, doubled: [...doubled, ...watch.stolen], orphans };
  } finally {
    await watch.stop();
    await rows.close();
    await cluster.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Kills the program, and starts it again when the engines have finished all that they held. */
export async function killWhileEnginesFinish(cluster: Cluster): Promise<void> {
  await cluster.api.kill();
  await until('the engines have finished what they held', async () => cluster.engines.every((engine) => countOf(engine.record(), 'put') === countOf(engine.record(), 'end')));
  await cluster.startApi();
}

function countOf(record: readonly { event: string }[], kind: string): number {
  return record.filter(({ event }) => event === kind).length;
}

async function begin(cluster: Cluster, cells: number): Promise<void> {
  const draft = {
    name: 'Seeds',
    workflow: { template: 'txt2img' },
    servers: 'all' as const,
    set: { 'EmptyLatentImage.width': 64, 'EmptyLatentImage.height': 64, 'KSampler.steps': 2 },
    axes: [{ input: 'KSampler.seed', values: `1-${cells}` }],
  };
  const experiment = await cluster.ask((api) => api.request(endpoints.createExperiment, { body: draft }));
  await cluster.ask((api) => api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} }));
}

/** Throws where it does not become true within a minute. */
async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  for (const untilMs = Date.now() + patienceMs; !(await isTrue()); await sleep(lookMs)) if (Date.now() > untilMs) throw new Error(`after a minute it was still not true that ${what}`);
}
