import { rm } from 'node:fs/promises';
import { ClaimWatch } from './claim-watch.js';
import { Cluster, type ClusterOptions } from './cluster.js';
import { type Fault, faults, resumeForRoom } from './faults.js';
import { killTargets, strikeDown } from './kills.js';
import type { Random } from './random.js';
import { Rows } from './rows.js';
import { type RunState, sleep } from './run-state.js';
import type { Setting } from './setting.js';
import { Troubles } from './troubles.js';
import { findVerdict, type Verdict } from './verdict.js';
import { Workload } from './workload.js';

export interface FaultRunOptions {
  kills: number;
  random: Random;
  /** Made and removed by this run. */
  folder: string;
  databaseUrl: string | undefined;
  say(words: string): void;
}

export interface FaultRunResult extends Verdict {
  /** Name → how often. */
  kills: Record<string, number>;
  faults: Record<string, number>;
  /** Why a fault could not be done. */
  skipped: Record<string, string>;
  /** Processes of the program that ended although nobody ended them. */
  crashes: number;
}

const leaseSeconds = 5;
const engines = [0.15, 0.3, 0.5];
const openCellsWanted = 60;
const nothingRunsMs = 90_000;
const drainMs = 180_000;
const lookMs = 250;

/** Hurts the program in one setting as often as is asked, lets it finish, and counts. */
export async function runFaults(setting: Setting, { kills, random, folder, databaseUrl, say }: FaultRunOptions): Promise<FaultRunResult> {
  const options: ClusterOptions = { leaseSeconds, engines, workers: 2, databaseUrl };
  const cluster = await Cluster.start(setting, folder, options);
  const rows = await Rows.open(cluster.dataFolder, setting.database === 'postgres' ? databaseUrl : undefined);
  const troubles = new Troubles();
  const state: RunState = { cluster, rows, random, troubles, say };
  const watch = new ClaimWatch(cluster, rows, troubles);
  try {
    watch.start();
    const struck = await strikeAll(kills, state);
    const left = await drain(state);
    await watch.stop();
    await cluster.stopProgram();
    const verdict = await findVerdict(cluster, rows, troubles);
    const crashes = cluster.programs.reduce((sum, program) => sum + program.crashes, 0);
    return { ...verdict, ...struck, doubled: [...verdict.doubled, ...watch.stolen], orphans: [...verdict.orphans, ...left], crashes };
  } finally {
    await watch.stop();
    await rows.close();
    await cluster.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function strikeAll(kills: number, state: RunState): Promise<Pick<FaultRunResult, 'kills' | 'faults' | 'skipped'>> {
  const { cluster, rows, random } = state;
  const workload = new Workload(cluster, rows);
  for (let begun = 0; begun < 3; begun += 1) await workload.begin();
  const possible = faults.filter((fault) => fault.unable?.(cluster) === undefined);
  const skipped = Object.fromEntries(faults.flatMap((fault) => reasonOf(fault, cluster)));
  const counts = { kills: {} as Record<string, number>, faults: {} as Record<string, number>, skipped };
  const targets = endless(() => random.shuffled(killTargets(cluster)));
  const troublemakers = endless(() => random.shuffled(possible));
  for (let done = 0; done < kills; done += 1) {
    await workload.topUp(openCellsWanted);
    await untilRunning(workload, random);
    const target = targets();
    const fault = troublemakers();
    // Every third kill meets a fault that is going on already.
    const isTogether = random.isHit(1 / 3);
    const trouble = isTogether ? fault.strike(state) : undefined;
    await strikeDown(target, state);
    await (trouble ?? sleep(random.between(0, 1_000)).then(() => fault.strike(state)));
    await cluster.reviveCrashed();
    counts.kills[target] = (counts.kills[target] ?? 0) + 1;
    counts.faults[fault.name] = (counts.faults[fault.name] ?? 0) + 1;
  }
  return counts;
}

/** A random moment at which at least one cell is running. Throws where none is for a long time. */
async function untilRunning(workload: Workload, random: Random): Promise<void> {
  const look = async (): Promise<void> => {
    for (const untilMs = Date.now() + nothingRunsMs; (await workload.runningCells()) === 0; await sleep(20)) if (Date.now() > untilMs) throw new Error(`nothing was drawn for ${nothingRunsMs / 1_000} s`);
  };
  await look();
  await sleep(random.between(0, 1_500));
  await look();
}

/** Waits for the end of every plan, without a hand; says what is still to come where it takes too long. */
async function drain(state: RunState): Promise<string[]> {
  const { cluster, rows, say } = state;
  say('everything is left in peace');
  const workload = new Workload(cluster, rows);
  for (const untilMs = Date.now() + drainMs; Date.now() < untilMs; await sleep(lookMs)) {
    await cluster.reviveCrashed();
    await resumeForRoom(state);
    if ((await workload.openPlans()) === 0) return [];
  }
  return ['plans were not done in time'];
}

function reasonOf(fault: Fault, cluster: Cluster): [string, string][] {
  const why = fault.unable?.(cluster);
  return why === undefined ? [] : [[fault.name, why]];
}

/** One after the other of a list that is made anew whenever it is used up. */
function endless<T>(make: () => T[]): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = make();
    const next = left.pop();
    if (next === undefined) throw new RangeError('there is nothing to strike with');
    return next;
  };
}
