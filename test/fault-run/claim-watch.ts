import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster.js';
import { type Programs, Pulse } from './pulse.js';
import type { Rows } from './rows.js';
import type { Troubles } from './troubles.js';

const lookMs = 200;
const shortestSlowMs = 1_000;

/** What is watched, and the length of its leases. */
export interface Watched extends Programs {
  dataFolder: string;
  options: Pick<Cluster['options'], 'leaseSeconds'>;
}

interface Claim { id: string; workerId: string; leaseUntilMs: number }

/** Looks who holds each claim: one that goes from a process that lives and works to another was not exclusive. */
export class ClaimWatch {
  /** A sentence each. */
  readonly stolen: string[] = [];
  private readonly holders = new Map<string, Claim>();
  private readonly pids = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private look: Promise<void> = Promise.resolve();
  private readonly pulse: Pulse;

  constructor(private readonly cluster: Watched, private readonly rows: Pick<Rows, 'all'>, private readonly troubles: Troubles) {
    this.pulse = new Pulse(cluster, Math.max(shortestSlowMs, this.leaseMs / 4));
  }

  start(): void {
    this.pulse.start();
    this.timer = setInterval(() => (this.look = this.look.then(() => this.lookOnce())), lookMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.look;
    await this.pulse.stop();
  }

  private async lookOnce(): Promise<void> {
    const attempts = await this.openAttempts();
    this.readPids();
    for (const claim of attempts) {
      const former = this.holders.get(claim.id);
      this.holders.set(claim.id, claim);
      if (former === undefined || former.workerId === claim.workerId || !this.worksStill(former.workerId)) continue;
      this.stolen.push(`attempt ${claim.id} was taken from a process that lives, with a lease that ${former.leaseUntilMs < Date.now() ? `was over for ${Date.now() - former.leaseUntilMs} ms` : 'was not over'}`);
    }
  }

  /** None where the database cannot be read this moment: its disk is full, or it is being written. */
  private async openAttempts(): Promise<Claim[]> {
    try {
      const rows = await this.rows.all(`select id, worker_id, lease_until from attempt where state in ('queued', 'running')`);
      return rows.map((row) => ({ id: String(row['id']), workerId: String(row['worker_id']), leaseUntilMs: Number(row['lease_until']) }));
    } catch (error) {
      if (error instanceof Error) return [];
      throw error;
    }
  }

  /** Which process carries which worker id: each has a file in the data folder. */
  private readPids(): void {
    const folder = join(this.cluster.dataFolder, 'processes');
    for (const name of namesIn(folder)) {
      const pid = /"pid":\s*(\d+)/.exec(readFileSync(join(folder, name), { encoding: 'utf8', flag: 'a+' }))?.[1];
      if (pid !== undefined) this.pids.set(name.replace(/\.json$/, ''), Number(pid));
    }
  }

  /** It lives, and could have renewed: it answered at once all the while, and nobody stopped it. */
  private worksStill(workerId: string): boolean {
    const pid = this.pids.get(workerId);
    const program = this.cluster.programs.find((known) => known.pid !== undefined && known.pid === pid);
    if (program === undefined) return false;
    const sinceMs = Date.now() - 2 * this.leaseMs;
    return this.pulse.wasWell(program, sinceMs) && !this.troubles.touched(['leases', 'disk'], sinceMs, Date.now());
  }

  private get leaseMs(): number {
    return this.cluster.options.leaseSeconds * 1_000;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch (error) {
    // A process alone with its data has no such folder.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
