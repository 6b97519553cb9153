import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { endpoints } from '@gridscope/contract';
import { FaultyProxy } from '../../fakes/faulty-proxy.js';
import { checkpointNames, fixedCostDraft, fixedCostWorkflow } from './fixed-cost-draft.js';
import { loadCount, makespanSeconds, overSeats } from './records.js';
import { type Rig, type RunningEngine, seats, withEngines, withProgram } from './rig.js';

const peerFolder = fileURLToPath(new URL('../../../bench/pool/', import.meta.url));
const servers = Array.from({ length: 4 }, () => ({ secondsPerCell: 0.2, secondsPerLoad: 2 }));
const sets = 8;
/** A process that is too busy to end by its own timer is killed after that. */
const graceSeconds = 20;
/** When a server begins to hang, or its sockets are cut: in the middle of the work. */
const troubleAfterMs = 5_000;

/** What one side came to. */
interface PoolFigures {
  done: number;
  /** Prompts that the engines ran to their end: more than `done` were drawn in vain. */
  drawn: number;
  makespanSeconds: number;
  loads: number;
  overSeats: number;
  peakMemoryMiB: number | undefined;
  /** The error that ended the process before its time. */
  endedBy?: string | undefined;
}

interface Order {
  cells: number;
  /** What is not done by then is not waited for. */
  limitSeconds: number;
  trouble?: (proxy: FaultyProxy) => void;
}

const orders: Record<string, Order> = {
  quiet: { cells: 1_000, limitSeconds: 180 },
  hang: { cells: 200, limitSeconds: 90, trouble: (proxy) => proxy.set({ requests: 'hang', messages: 'drop' }) },
  cut: { cells: 200, limitSeconds: 90, trouble: (proxy) => proxy.cut() },
};
const modes = ['PICK_ZERO', 'PICK_LOWEST', 'PICK_ROUTINE'] as const;

/** Gridscope and ComfyPool of @saintno/comfyui-sdk, on engines alike, with the same workflows: undisturbed, with one server that hangs, with one whose sockets are cut. */
export async function measurePool(say: (words: string) => void): Promise<{ pool: Record<string, Record<string, PoolFigures>>; overSeats: number }> {
  installPeer();
  const pool: Record<string, Record<string, PoolFigures>> = {};
  for (const [name, order] of Object.entries(orders)) {
    const figures: Record<string, PoolFigures> = { gridscope: await onEngines(order, (engines, folder, urls) => drawWithGridscope(engines, folder, urls, order)) };
    for (const mode of modes) figures[mode] = await onEngines(order, (engines, _, urls) => drawWithPeer(engines, urls, mode, order));
    for (const [side, found] of Object.entries(figures)) say(`${name}, ${side}: ${JSON.stringify(found)}`);
    pool[name] = figures;
  }
  await keep(pool);
  return { pool, overSeats: Object.values(pool).reduce((sum, figures) => sum + (figures['gridscope']?.overSeats ?? 0), 0) };
}

/** Fresh engines, each behind a network of its own; the second one gets the trouble. */
function onEngines(order: Order, work: (engines: readonly RunningEngine[], folder: string, urls: readonly string[]) => Promise<PoolFigures>): Promise<PoolFigures> {
  return withEngines(servers, checkpointNames(sets), async (engines, folder) => {
    const proxies = await Promise.all(engines.map(({ port }) => FaultyProxy.start(() => port)));
    const [, second] = proxies;
    const timer = setTimeout(() => second !== undefined && order.trouble?.(second), troubleAfterMs);
    try {
      return await work(engines, folder, proxies.map(({ url }) => url));
    } finally {
      clearTimeout(timer);
      await Promise.all(proxies.map((proxy) => proxy.close()));
    }
  });
}

function drawWithGridscope(engines: readonly RunningEngine[], folder: string, urls: readonly string[], order: Order): Promise<PoolFigures> {
  return withProgram(engines, folder, urls, async (rig) => {
    const draft = fixedCostDraft('pool', checkpointNames(sets).map((checkpoint) => ({ checkpoint, cells: order.cells / sets })));
    const experiment = await rig.api.request(endpoints.createExperiment, { body: draft });
    const plan = await rig.api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} });
    const done = await doneInTime(rig, plan.id, order);
    return { done, ...figuresOf(engines), peakMemoryMiB: await rig.peakMemoryMiB() };
  });
}

async function doneInTime({ api }: Rig, planId: string, { limitSeconds }: Order): Promise<number> {
  for (const untilMs = Date.now() + limitSeconds * 1_000; ; ) {
    const { state, counts } = await api.request(endpoints.getPlan, { parameters: { planId } });
    if (state === 'done' || Date.now() > untilMs) return counts.done;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function drawWithPeer(engines: readonly RunningEngine[], urls: readonly string[], mode: string, { cells, limitSeconds }: Order): Promise<PoolFigures> {
  const workflows = checkpointNames(sets).flatMap((checkpoint) => Array.from({ length: cells / sets }, (_, seed) => fixedCostWorkflow(checkpoint, seed + 1)));
  const peer = spawn(process.execPath, ['peer.mjs'], { cwd: peerFolder, stdio: ['pipe', 'pipe', 'ignore'] });
  const limit = setTimeout(() => peer.kill('SIGKILL'), (limitSeconds + graceSeconds) * 1_000);
  peer.stdin.end(JSON.stringify({ urls, workflows, mode, limitSeconds }));
  const lines = (await text(peer.stdout)).trim().split('\n');
  clearTimeout(limit);
  // Written by peer.mjs, the last line being the latest.
  const { done, peakMemoryMiB, endedBy } = JSON.parse(lines.at(-1) ?? '') as { done: number; peakMemoryMiB: number; endedBy?: string };
  return { done, ...figuresOf(engines), peakMemoryMiB, endedBy: peer.signalCode === 'SIGKILL' ? `it was killed, since it did not come to its own timer ${graceSeconds} s after the limit` : endedBy };
}

function figuresOf(engines: readonly RunningEngine[]): Pick<PoolFigures, 'drawn' | 'makespanSeconds' | 'loads' | 'overSeats'> {
  const records = engines.map((engine) => engine.record());
  return {
    drawn: records.flat().filter((event) => event.event === 'end' && event.isSuccess).length,
    makespanSeconds: makespanSeconds(records),
    loads: records.reduce((sum, record) => sum + loadCount(record), 0),
    overSeats: records.reduce((sum, record) => sum + overSeats(record, seats), 0),
  };
}

/** Its package stands apart from the workspace: it wants another TypeScript than ours, and no scripts of packages are run. */
function installPeer(): void {
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--workspaces=false'], { cwd: peerFolder, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`@saintno/comfyui-sdk could not be installed: ${stderr}`);
}

/** The raw results, beside the script. */
async function keep(pool: object): Promise<void> {
  const folder = new URL('results/', `file://${peerFolder}`);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL('pool.json', folder), `${JSON.stringify({ node: process.versions.node, at: new Date().toISOString().slice(0, 10), servers, sets, seats, pool }, undefined, 2)}\n`);
}
