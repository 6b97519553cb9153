import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Catalogue, type Json, stringifyExactJson } from '@gridscope/comfy';
import { EventsService } from '../events/events.service.js';
import { type KnownServer, viewOf } from './known-server.js';
import { checkServer } from './server-health.js';
import { ServerRegistry } from './server-registry.js';
import { ServersRepository } from './servers.repository.js';

const checkEveryMs = 5_000;
const announceAfterMs = 100;

/** Asks every server how it is, again and again, and tells what changed. */
@Injectable()
export class ServerWatch implements OnApplicationShutdown {
  private readonly logger = new Logger('servers');
  private readonly readyListeners = new Set<(serverId: string) => void>();
  private readonly stopping = new AbortController();
  /** A slow server is not asked again before it has answered. */
  private readonly underWay = new Set<KnownServer>();
  private readonly toAnnounce = new Set<KnownServer>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly registry: ServerRegistry,
    private readonly repository: ServersRepository,
    private readonly events: EventsService,
  ) {}

  /** Resolves when the built-in engine was asked; a server elsewhere can be slow to answer, and nobody waits for it. */
  async start(): Promise<void> {
    const [own, others] = [this.registry.all().filter(isOwn), this.registry.all().filter((server) => !isOwn(server))];
    for (const server of others) void this.check(server, { readCatalogue: false });
    await Promise.all(own.map((server) => this.check(server, { readCatalogue: false })));
    this.timer = setInterval(() => void this.checkAll(), checkEveryMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.stopping.abort();
  }

  /** Called back with the id of each server that becomes ready, until the returned function is called. */
  onReady(listener: (serverId: string) => void): () => void {
    this.readyListeners.add(listener);
    return () => this.readyListeners.delete(listener);
  }

  /** Asks one server now. Never throws: what is wrong with it becomes its state. */
  async check(server: KnownServer, options: { readCatalogue: boolean }): Promise<void> {
    const before = JSON.stringify(viewOf(server));
    this.underWay.add(server);
    try {
      const checked = await checkServer(server, { nowMs: Date.now(), signal: this.stopping.signal, ...options });
      if (checked.newCatalogue !== undefined) await this.keep(server, checked.newCatalogue);
      if (JSON.stringify(viewOf(server)) !== before) this.announce(server);
      if (checked.isBack) for (const listener of this.readyListeners) listener(server.record.id);
    } catch (error) {
      // What failed is our own side of it, and the next round must come all the same.
      if (!this.stopping.signal.aborted) this.logger.error(error);
    } finally {
      this.underWay.delete(server);
    }
  }

  /** Says what changes all the time, such as seats with every cell, with whatever else changes within a moment. */
  announceSoon(server: KnownServer): void {
    if (this.toAnnounce.has(server)) return;
    this.toAnnounce.add(server);
    setTimeout(() => {
      this.toAnnounce.delete(server);
      this.announce(server);
    }, announceAfterMs).unref();
  }

  announce(server: KnownServer): void {
    if (this.registry.get(server.record.id) === server) this.events.publish({ type: 'server-changed', server: viewOf(server) });
  }

  private async checkAll(): Promise<void> {
    const due = this.registry.all().filter((server) => !this.underWay.has(server));
    await Promise.all(due.map((server) => this.check(server, { readCatalogue: false })));
  }

  private async keep(server: KnownServer, catalogue: { hash: string; content: Catalogue }): Promise<void> {
    if (server.record.catalogueHash === catalogue.hash) return;
    // A catalogue holds parsed JSON alone.
    await this.repository.keepCatalogue({ hash: catalogue.hash, content: stringifyExactJson(catalogue.content as Json), createdAt: Date.now() });
    await this.repository.change(server.record.id, { catalogueHash: catalogue.hash });
    server.record.catalogueHash = catalogue.hash;
  }
}

function isOwn(server: KnownServer): boolean {
  return server.record.kind === 'engine';
}
