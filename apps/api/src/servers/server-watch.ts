import { setMaxListeners } from 'node:events';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Json, stringifyExactJson } from '@gridscope/comfy';
import { Bus } from '../bus/bus.js';
import { Config } from '../config/config.js';
import { AbsencesRepository } from './absences.repository.js';
import { type Judgement, judgeServer } from './judge-server.js';
import type { KnownServer } from './known-server.js';
import { ServerActivities } from './server-activities.js';
import { askServer, type HealthAnswer } from './server-health.js';
import { ServerRegistry } from './server-registry.js';
import { ServerRoster } from './server-roster.js';
import { ServersRepository } from './servers.repository.js';

const checkEveryMs = 5_000;
/** By then what happened is written down. */
const reportedAfterMs = 200;

type Listener = (serverId: string) => void;

/** Looks at every server again and again: at its row, at what attempts tell of it, and at how it answers. */
@Injectable()
export class ServerWatch implements OnApplicationShutdown {
  private readonly logger = new Logger('servers');
  private readonly listeners = { usable: new Set<Listener>(), stuck: new Set<Listener>(), looked: new Set<() => void>() };
  private readonly stopping = new AbortController();
  /** A slow server is not asked again before it has answered. */
  private readonly underWay = new Set<KnownServer>();
  private readonly reported = new Set<string>();
  /** What the other processes were told of breakers last. */
  private readonly saidBreakers = new Map<string, Standing['breaker']>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: Config,
    private readonly roster: ServerRoster,
    private readonly registry: ServerRegistry,
    private readonly activities: ServerActivities,
    private readonly absences: AbsencesRepository,
    private readonly repository: ServersRepository,
    private readonly bus: Bus,
  ) {
    // Every question to every server listens.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Resolves when the built-in engine was asked; a server elsewhere can be slow to answer, and nobody waits for it. */
  async start(): Promise<void> {
    await this.roster.refresh();
    const [own, others] = [this.registry.all().filter(isOwn), this.registry.all().filter((server) => !isOwn(server))];
    for (const server of others) void this.check(server);
    await Promise.all(own.map((server) => this.check(server)));
    this.timer = setInterval(() => void this.round(), checkEveryMs);
    this.bus.on('servers-changed', () => void this.safely(this.readAgain()));
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.stopping.abort();
  }

  /** Called back with the id of each server that can be used, or used more than before, until the returned function is called. */
  onUsable(listener: Listener): () => void {
    return listen(this.listeners.usable, listener);
  }

  /** Called back with the id of each server that was found stuck, here or in another process. */
  onStuck(listener: Listener): () => void {
    return listen(this.listeners.stuck, listener);
  }

  /** Called back after servers were looked at. */
  onLooked(listener: () => void): () => void {
    return listen(this.listeners.looked, listener);
  }

  /** Asks one server now. Never throws: what is wrong with it becomes its state. `isAsked`: by a person. */
  async check(server: KnownServer, options: { readCatalogue?: boolean; isAsked?: boolean } = {}): Promise<void> {
    this.underWay.add(server);
    await this.safely(this.look(server, options));
    this.underWay.delete(server);
  }

  /** Somebody saw it fail or succeed: it is looked at now rather than at the next round, and the others hear of what that changes. */
  report(serverId: string): void {
    if (this.reported.has(serverId)) return;
    this.reported.add(serverId);
    setTimeout(() => void this.checkReported(serverId), reportedAfterMs).unref();
  }

  /** What fails here is our own side of it, and the next round must come all the same. */
  async safely(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!this.stopping.signal.aborted) this.logger.error(error);
    }
  }

  private async look(server: KnownServer, { readCatalogue = false, isAsked = false }: { readCatalogue?: boolean; isAsked?: boolean }): Promise<void> {
    const before = standingOf(server);
    const answer = await askServer(server, { nowMs: Date.now(), readCatalogue, signal: this.stopping.signal });
    if (this.stopping.signal.aborted) return;
    await this.keepCatalogue(server, answer);
    // After the queue was looked at: what was sent meanwhile is known to be ours.
    await this.activities.refresh();
    const judgement = judgeServer(server, answer, { nowMs: Date.now(), stuckMs: this.config.stuckMs, isAsked });
    await this.record(server, before, judgement);
    this.tell(server, before);
  }

  private async checkReported(serverId: string): Promise<void> {
    this.reported.delete(serverId);
    const server = this.registry.get(serverId);
    if (server === undefined || this.stopping.signal.aborted) return;
    await this.check(server);
    const { breaker } = standingOf(server);
    if (breaker === (this.saidBreakers.get(serverId) ?? 'closed')) return;
    this.saidBreakers.set(serverId, breaker);
    this.bus.publish({ type: 'servers-changed' });
  }

  private async round(): Promise<void> {
    await this.safely(this.readAgain());
    const due = this.registry.all().filter((server) => !this.underWay.has(server));
    await Promise.all(due.map((server) => this.check(server)));
  }

  /** Reads what is stored of servers and tells what that changes, without asking the servers themselves, but for those that were not asked yet. */
  async readAgain(): Promise<void> {
    const before = new Map(this.registry.all().map((server) => [server, standingOf(server)]));
    await this.roster.refresh();
    await this.activities.refresh();
    for (const server of this.registry.all()) {
      const isNews = server.state === 'unknown' || (server.state === 'ready' && server.activity.stuck !== undefined);
      if (isNews && !this.underWay.has(server)) void this.check(server);
      this.tell(server, before.get(server) ?? standingOf(server));
    }
  }

  private async record({ record: { id }, reason, sinceMs }: KnownServer, before: Standing, { gone, stuck }: Judgement): Promise<void> {
    const nowMs = Date.now();
    // By those who draw: what only a page's process cannot reach is not gone.
    if (this.config.isWorker && gone === 'begins' && before.state !== 'unreachable') await this.absences.begin(id, 'gone', sinceMs, reason ?? '');
    if (this.config.isWorker && gone === 'ends' && before.state !== 'ready' && before.state !== 'stuck') await this.absences.end(id, 'gone', nowMs);
    if (stuck === undefined) return;
    if (stuck === 'ends') await this.absences.end(id, 'stuck', nowMs);
    else await this.absences.begin(id, 'stuck', stuck.begins, stuck.reason);
    this.bus.publish({ type: 'servers-changed' });
  }

  private tell(server: KnownServer, before: Standing): void {
    const now = standingOf(server);
    const { id } = server.record;
    if (now.use > before.use) for (const listener of this.listeners.usable) listener(id);
    if (now.state === 'stuck' && before.state !== 'stuck') for (const listener of this.listeners.stuck) listener(id);
    for (const listener of this.listeners.looked) listener();
  }

  private async keepCatalogue(server: KnownServer, answer: HealthAnswer): Promise<void> {
    if (!answer.isReachable || answer.newCatalogue === undefined || server.record.catalogueHash === answer.newCatalogue.hash) return;
    const { hash, content } = answer.newCatalogue;
    // A catalogue holds parsed JSON alone.
    await this.repository.keepCatalogue({ hash, content: stringifyExactJson(content as Json), createdAt: Date.now() });
    await this.repository.change(server.record.id, { catalogueHash: hash });
    server.record.catalogueHash = hash;
  }
}

interface Standing {
  state: KnownServer['state'];
  breaker: KnownServer['activity']['breaker']['state'];
  /** 0: gets nothing; 1: a cell to try it; 2: as many as it has seats. */
  use: 0 | 1 | 2;
}

function standingOf({ state, activity, record }: KnownServer): Standing {
  const breaker = activity.breaker.state;
  const isIdle = state !== 'ready' || record.isDraining || breaker === 'open';
  return { state, breaker, use: isIdle ? 0 : breaker === 'half-open' ? 1 : 2 };
}

function listen<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function isOwn(server: KnownServer): boolean {
  return server.record.kind === 'engine';
}
