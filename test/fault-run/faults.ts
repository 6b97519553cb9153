import { endpoints } from '@gridscope/contract';
import type { MessageFault, ProxyFaults, RequestFault } from '../fakes/faulty-proxy.js';
import type { Cluster } from './cluster.js';
import { type RunState, sleep } from './run-state.js';

/** Something that goes wrong without a process dying, and passes. */
export interface Fault {
  name: string;
  /** Why it cannot be done here; undefined: it can. */
  unable?(cluster: Cluster): string | undefined;
  strike(state: RunState): Promise<void>;
}

const shortestMs = 1_500;
const longestMs = 5_000;

export const faults: readonly Fault[] = [
  { name: 'sockets-cut', strike: cutSockets },
  ...(['drop', 'delay', 'double'] as const).map(messageFault),
  ...(['fail-before', 'fail-after', 'hang', 'cut-after'] as const).map(requestFault),
  { name: 'server-gone', strike: serverGone },
  { name: 'disk-full', unable: ({ disk }) => (disk === undefined ? 'a disk of its own for the data folder needs Linux and the right to mount' : undefined), strike: fillDisk },
  { name: 'lease-moved', strike: moveLeases },
  { name: 'worker-frozen', strike: freezeDrawer },
  { name: 'jobs-repeated', unable: ({ redis }) => (redis === undefined ? 'a queue in the process cannot be reached from outside' : undefined), strike: repeatJobs },
  { name: 'redis-connections-cut', unable: ({ redis }) => (redis === undefined ? 'there is no Redis' : undefined), strike: cutRedis },
  { name: 'database-connections-cut', unable: ({ setting }) => (setting.database === 'sqlite' ? 'SQLite has none' : undefined), strike: cutDatabase },
];

/** Every connection to every engine. */
async function cutSockets({ cluster, say }: RunState): Promise<void> {
  say('sockets of all engines are cut');
  for (const { proxy } of cluster.engines) proxy.cut();
}

function messageFault(messages: MessageFault): Fault {
  return { name: `messages-${messages}`, strike: (state) => hurtNetwork(`messages: ${messages}`, { messages }, state) };
}

function requestFault(requests: RequestFault): Fault {
  return { name: `requests-${requests}`, strike: (state) => hurtNetwork(`requests: ${requests}`, { requests }, state) };
}

/** Half of what passes is struck, for some seconds, at one engine. */
async function hurtNetwork(words: string, faulty: ProxyFaults, { cluster, random, troubles, say }: RunState): Promise<void> {
  const engine = random.pick(cluster.engines);
  say(`${engine.name}: ${words}`);
  const end = troubles.begin(engine.name);
  engine.proxy.set({ ...faulty, strikes: () => random.isHit(0.5) });
  await sleep(random.between(shortestMs, longestMs));
  engine.proxy.set({});
  // An answer that never comes stays away: who waits for it learns that by its own patience, or by this.
  if (faulty.requests === 'hang') engine.proxy.cut();
  end();
}

async function serverGone({ cluster, random, troubles, say }: RunState): Promise<void> {
  const engine = random.pick(cluster.engines);
  say(`${engine.name} cannot be reached`);
  const end = troubles.begin(engine.name);
  engine.proxy.setGone(true);
  await sleep(random.between(shortestMs, 1.5 * longestMs));
  engine.proxy.setGone(false);
  end();
}

/** Who makes room again also presses "resume" where the program stopped a plan for want of room; nobody else ever does. */
async function fillDisk({ cluster, rows, random, troubles, say }: RunState): Promise<void> {
  say('the disk is full');
  const end = troubles.begin('disk');
  await cluster.disk?.fill();
  await sleep(random.between(shortestMs, longestMs));
  await cluster.disk?.empty();
  say('there is room again');
  await cluster.reviveCrashed();
  await resumeForRoom({ cluster, rows });
  end();
}

/** Resumes what the program paused because the disk was full. */
export async function resumeForRoom({ cluster, rows }: Pick<RunState, 'cluster' | 'rows'>): Promise<void> {
  for (const plan of await rows.all(`select id, pause_reason from plan where state = 'paused'`)) {
    if (/full|room/i.test(String(plan['pause_reason']))) await cluster.ask((api) => api.request(endpoints.resumePlan, { parameters: { planId: String(plan['id']) } }));
  }
}

/** As if the clock of who claimed had been a minute slow. */
async function moveLeases({ rows, troubles, cluster, say }: RunState): Promise<void> {
  say('leases are over a minute early');
  const end = troubles.begin('leases');
  await rows.change(`update attempt set lease_until = lease_until - 60000 where state in ('queued', 'running')`);
  await sleep(cluster.options.leaseSeconds * 1_000);
  end();
}

/** Longer than its lease, with a cell in its hands. */
async function freezeDrawer({ cluster, random, troubles, say }: RunState): Promise<void> {
  const drawer = random.pick(cluster.drawers);
  say(`${drawer.name} stands still`);
  const end = troubles.begin('leases');
  drawer.freeze();
  await sleep(cluster.options.leaseSeconds * 1_000 + random.between(1_000, 4_000));
  drawer.thaw();
  say(`${drawer.name} goes on`);
  await sleep(1_000);
  end();
}

/** Every job that waits or is being done is put into the queue once more. */
async function repeatJobs({ cluster, say }: RunState): Promise<void> {
  say(`${await cluster.repeatJobs()} jobs come twice`);
}

async function cutRedis({ cluster, say }: RunState): Promise<void> {
  say('every connection to Redis is cut');
  await cluster.cutRedis();
}

/** All but the one that does it. */
async function cutDatabase({ rows, say }: RunState): Promise<void> {
  say('every connection to the database is cut');
  await rows.all('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
}
