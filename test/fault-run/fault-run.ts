import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClaimWatch } from './claim-watch.js';
import { Cluster, type ClusterOptions } from './cluster.js';
import { describeStandstill } from './describe-standstill.js';
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
/** So long without a cell that runs or ends, and the run is at a standstill: what is open then is lost. */
const standstillMs = 60_000;
const lookMs = 250;

/** Hurts the program in one setting as often as is asked, lets it finish, and counts. */
export async function runFaults(setting: Setting, { kills, random, folder, databaseUrl, say }: FaultRunOptions): Promise<FaultRunResult> {
  const options: ClusterOptions = { leaseSeconds, engines, workers: 2, databaseUrl };
  const cluster = await Cluster.start(setting, folder, options);
  const rows = await Rows.open(cluster.dataFolder, setting.database === 'postgres' ? databaseUrl : undefined);
  const troubles = new Troubles();
  const state: RunState = { cluster, rows, random, troubles, say };
  const watch = new ClaimWatch(cluster, rows, troubles);
  let isGreen = false;
  try {
    watch.start();
    const struck = await strikeAll(kills, state);
    const left = await drain(state);
    const jobs = await leftJobs(cluster);
    await watch.stop();
    await cluster.stopProgram();
    const verdict = await findVerdict(cluster, rows, troubles);
    const crashes = cluster.programs.reduce((sum, program) => sum + program.crashes, 0);
    const result = { ...verdict, ...struck, doubled: [...verdict.doubled, ...watch.stolen], orphans: [...verdict.orphans, ...left, ...jobs], crashes };
    isGreen = [...result.lost, ...result.doubled, ...result.orphans].length + crashes === 0;
    return result;
  } finally {
    await watch.stop();
    if (!isGreen) await keepEvidence(cluster, rows);
    await rows.close();
    await cluster.close();
    if (isGreen) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    else say(`the logs of all processes and their data are in ${folder}`);
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
    if (!(await isRunning(workload, random))) break;
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

/** Waits for a random moment at which at least one cell is running; says whether there was one. */
async function isRunning(workload: Workload, random: Random): Promise<boolean> {
  if (!(await seesRunning(workload))) return false;
  await sleep(random.between(0, 1_500));
  return seesRunning(workload);
}

async function seesRunning(workload: Workload): Promise<boolean> {
  for (const untilMs = Date.now() + standstillMs; Date.now() < untilMs; await sleep(20)) if ((await workload.runningCells()) > 0) return true;
  return false;
}

/** Waits for the end of every plan, without a hand; says so where nothing moves any more. */
async function drain(state: RunState): Promise<string[]> {
  const { cluster, rows, say } = state;
  say('everything is left in peace');
  const workload = new Workload(cluster, rows);
  let open = -1;
  for (let movedAtMs = Date.now(); Date.now() - movedAtMs < standstillMs; await sleep(lookMs)) {
    await cluster.reviveCrashed();
    await resumeForRoom(state);
    if ((await workload.openPlans()) === 0) return [];
    const now = await workload.openCells();
    if (now !== open) movedAtMs = Date.now();
    open = now;
  }
  for (const line of await describeStandstill(state)) say(line);
  return ['plans were not done at the end'];
}

/** Jobs that the queue still has some seconds after the last cell: nobody would ever do them. */
async function leftJobs(cluster: Cluster): Promise<string[]> {
  let counts = await cluster.jobCounts();
  for (const untilMs = Date.now() + 4 * leaseSeconds * 1_000; Object.keys(counts).length > 0 && Date.now() < untilMs; counts = await cluster.jobCounts()) await sleep(lookMs);
  return Object.entries(counts).map(([list, count]) => `${count} jobs are left in ${list}`);
}

/** The data, and the attempts as they are in whichever database, readable after everything has ended. */
async function keepEvidence(cluster: Cluster, rows: Rows): Promise<void> {
  await cluster.keepData();
  const attempts = await rows.all('select id, take_id, cell_id, number, server_name, prompt_id, state, failure, error, worker_id, claimed_at, started_at, finished_at from attempt order by take_id, number');
  await writeFile(join(cluster.folder, 'attempts.json'), attempts.map((attempt) => `${JSON.stringify(attempt)}\n`).join(''));
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
