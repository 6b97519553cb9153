import type { FaultedEngine } from './engines.js';
import type { Killable } from '../support/killable.js';
import { type RunState, sleep } from './run-state.js';
import type { Cluster } from './cluster.js';

export type KillTarget = 'api' | 'worker' | 'engine' | 'redis';

/** Mostly soon back, sometimes away for longer than a lease. */
const longDowntimeShare = 0.2;

/** What can be killed in a setting; in one process the API is the worker too. */
export function killTargets({ workers, redis }: Cluster): KillTarget[] {
  return ['api', 'engine', ...(workers.length > 0 ? ['worker' as const] : []), ...(redis !== undefined ? ['redis' as const] : [])];
}

/** kill -9, some time without it, and its start. */
export async function strikeDown(target: KillTarget, state: RunState): Promise<void> {
  const { cluster, random } = state;
  if (target === 'engine') return killEngine(random.pick(cluster.engines), state);
  if (target === 'redis') return killRedis(state);
  return killProgram(target === 'api' ? cluster.api : random.pick(cluster.workers), state);
}

async function killProgram(program: Killable, state: RunState): Promise<void> {
  state.say(`kill -9 ${program.name}`);
  await program.kill();
  await downtime(state);
  await state.cluster.startProgram(program);
  state.say(`${program.name} is back`);
}

/** With its queue and its history, as a ComfyUI: what it drew and nobody fetched is gone. */
async function killEngine(engine: FaultedEngine, state: RunState): Promise<void> {
  state.say(`kill -9 ${engine.name}`);
  const end = state.troubles.begin(engine.name);
  await engine.process.kill();
  engine.proxy.cut();
  await downtime(state);
  await engine.start();
  end();
  state.say(`${engine.name} is back`);
}

async function killRedis(state: RunState): Promise<void> {
  state.say('kill -9 redis');
  await state.cluster.redis?.kill();
  await downtime(state);
  await state.cluster.redis?.restart();
  state.say('redis is back, empty');
}

async function downtime({ random, cluster }: RunState): Promise<void> {
  const leaseMs = cluster.options.leaseSeconds * 1_000;
  await sleep(random.isHit(longDowntimeShare) ? random.between(leaseMs, 1.6 * leaseMs) : random.between(0, leaseMs / 2));
}
