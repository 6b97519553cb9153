import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Catalogue } from '@gridscope/comfy';
import { ComfyClient } from '@gridscope/comfy/client';
import type { ServerDraft, ServerView, foundServer, serverChange, serverDraft } from '@gridscope/contract';
import type { z } from 'zod';
import { Config } from '../config/config.js';
import { engineName } from '../config/names.js';
import type { Server } from '../database/entities/server.entity.js';
import { localOwner, newId } from '../database/ids.js';
import { EventsService } from '../events/events.service.js';
import { RefusedError, notFound } from '../http/refused.error.js';
import { type ServerChoice, unknownServers } from './choose-servers.js';
import { discoverServers } from './discover-servers.js';
import { HeaderSeal } from './header-seal.js';
import { EngineHost } from './hosts/engine-host.js';
import { type KnownServer, type ServerFacts, factsOf, viewOf } from './known-server.js';
import { mergeCatalogues } from './merge-catalogues.js';
import { ServerRegistry } from './server-registry.js';
import { ServerWatch } from './server-watch.js';
import { ServersRepository } from './servers.repository.js';

/** The servers there are, how they are, and a client for each. */
@Injectable()
export class ServersService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('servers');
  private readonly engineHost: EngineHost;
  private seal: HeaderSeal | undefined;

  constructor(
    private readonly config: Config,
    private readonly registry: ServerRegistry,
    private readonly watch: ServerWatch,
    private readonly repository: ServersRepository,
    private readonly events: EventsService,
  ) {
    this.engineHost = new EngineHost(config.dataFolder, {
      moved: (url) => void this.engineMoved(url),
      died: (error) => this.logger.error(error ?? 'the built-in engine stopped by itself'),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.seal = await HeaderSeal.open(this.config.dataFolder);
    for (const record of await this.repository.all()) if (record.kind === 'comfyui') this.registry.add(this.know(record));
    if (this.config.isEngineOn) await this.startEngine();
    await this.watch.start();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const server of this.registry.all()) server.client.close();
    await this.engineHost.stop();
  }

  list(): ServerFacts[] {
    return this.registry.all().map(factsOf);
  }

  views(): ServerView[] {
    return this.registry.all().map(viewOf);
  }

  /** ComfyUI on this machine that is not in the list yet. */
  async found(): Promise<z.output<typeof foundServer>[]> {
    if (!this.config.isDiscovering) return [];
    return discoverServers(new Set(this.registry.all().map((server) => server.record.url)));
  }

  /** The servers that an experiment's choice means, in whatever state. */
  eligible(choice: ServerChoice): ServerFacts[] {
    return this.registry.chosen(choice);
  }

  /** Names in a choice that no server has. */
  unknownNames(choice: ServerChoice): string[] {
    return unknownServers(this.list(), choice);
  }

  clientOf(serverId: string): ComfyClient {
    return this.known(serverId).client;
  }

  /** What one server can do. Throws RefusedError while that is not known. */
  catalogueOf(serverId: string): Catalogue {
    const server = this.known(serverId);
    if (server.catalogue === undefined) throw new RefusedError(unreadyReason(factsOf(server), server.reason), { status: 409 });
    return server.catalogue.content;
  }

  /** What the chosen servers can do together. Throws RefusedError when none of them is ready. */
  catalogueFor(choice: ServerChoice): Catalogue {
    const servers = this.eligible(choice);
    const known = servers.map((server) => this.known(server.id)).filter((server) => server.catalogue !== undefined);
    if (known.length > 0) return mergeCatalogues(known.flatMap((server) => (server.catalogue === undefined ? [] : [server.catalogue.content])));
    const message = noneReady(choice, servers, (id) => this.known(id).reason);
    // A name that nobody has is a mistake in the draft; a server that is away is not.
    if (servers.length === 0 && this.unknownNames(choice).length > 0) throw new RefusedError(message, { problems: [{ severity: 'error', path: ['servers'], message }] });
    throw new RefusedError(message, { status: 409 });
  }

  /** Called back with the id of each server that becomes ready, until the returned function is called. */
  onReady(listener: (serverId: string) => void): () => void {
    return this.watch.onReady(listener);
  }

  /** A worker saw it fail: ask it now rather than at the next round. */
  reportTrouble(serverId: string): void {
    const server = this.registry.get(serverId);
    if (server !== undefined) void this.watch.check(server, { readCatalogue: false });
  }

  /** A run failed for a reason that lies with the server: it is looked at now rather than at the next round. Called after the attempt's end is written. */
  noteTrouble(serverId: string, _error: unknown): void {
    this.reportTrouble(serverId);
  }

  /** A run came to an end that shows the server works. */
  noteSuccess(_serverId: string): void {}

  noteSeats(serverId: string, taken: number): void {
    const server = this.registry.get(serverId);
    if (server === undefined || server.seatsTaken === taken) return;
    server.seatsTaken = taken;
    this.watch.announceSoon(server);
  }

  /** Seconds that a cell took, for the page; older ones fade. */
  noteSpeed(serverId: string, seconds: number): void {
    const server = this.registry.get(serverId);
    if (server === undefined) return;
    server.secondsPerCell = server.secondsPerCell === undefined ? seconds : server.secondsPerCell * 0.8 + seconds * 0.2;
  }

  async add(draft: z.output<typeof serverDraft>): Promise<ServerView> {
    const url = trimUrl(draft.url);
    const name = draft.name ?? new URL(url).host;
    this.refuseTwins({ name, url });
    const record: Server = { id: newId(), ownerId: localOwner, name, kind: 'comfyui', url, seats: draft.seats, isDraining: false, sealedHeaders: this.sealed(draft.headers), createdAt: Date.now() };
    await this.repository.add(record);
    const server = this.know(record);
    this.registry.add(server);
    await this.watch.check(server, { readCatalogue: true });
    return viewOf(server);
  }

  async change(id: string, change: z.output<typeof serverChange>): Promise<ServerView> {
    const server = this.known(id);
    if (server.record.kind === 'engine') throw new RefusedError('The built-in engine is what it is; only servers that were added can be changed.', { status: 409 });
    const url = change.url === undefined ? server.record.url : trimUrl(change.url);
    const name = change.name ?? server.record.name;
    this.refuseTwins({ name, url }, id);
    const sealedHeaders = change.headers === undefined ? server.record.sealedHeaders : this.sealed(change.headers);
    const record: Server = { ...server.record, name, url, seats: change.seats ?? server.record.seats, sealedHeaders };
    await this.repository.change(id, record);
    this.registry.remove(id);
    const changed = this.know(record);
    this.registry.add(changed);
    await this.watch.check(changed, { readCatalogue: true });
    return viewOf(changed);
  }

  async remove(id: string): Promise<void> {
    const server = this.known(id);
    if (server.record.kind === 'engine') throw new RefusedError('The built-in engine cannot be removed; GRIDSCOPE_ENGINE=off leaves it out.', { status: 409 });
    await this.repository.remove(id);
    this.registry.remove(id);
    this.events.publish({ type: 'server-deleted', serverId: id });
  }

  /** Asks it now, and reads its catalogue again. */
  async checkNow(id: string): Promise<ServerView> {
    const server = this.known(id);
    await this.watch.check(server, { readCatalogue: true });
    return viewOf(server);
  }

  private known(id: string): KnownServer {
    const server = this.registry.get(id);
    if (server === undefined) throw notFound('server', id);
    return server;
  }

  private know(record: Server): KnownServer {
    const headers = record.sealedHeaders === undefined || record.sealedHeaders === null ? {} : this.openSeal().unseal(record.sealedHeaders);
    const client = new ComfyClient({ baseUrl: record.url, headers });
    return { record, headerNames: Object.keys(headers), client, state: 'unknown', sinceMs: Date.now(), seatsTaken: 0, breaker: 'closed', foreignQueue: 0 };
  }

  private sealed(headers: ServerDraft['headers']): string | undefined {
    return headers === undefined || Object.keys(headers).length === 0 ? undefined : this.openSeal().seal(headers);
  }

  private openSeal(): HeaderSeal {
    if (this.seal === undefined) throw new Error('ServersService was used before the program had started');
    return this.seal;
  }

  private refuseTwins(wanted: { name: string; url: string }, exceptId?: string): void {
    const others = this.registry.all().filter((server) => server.record.id !== exceptId);
    const twin = others.find((server) => server.record.name === wanted.name || server.record.url === wanted.url);
    if (twin !== undefined) throw new RefusedError(`There is already a server "${twin.record.name}" at ${twin.record.url}. Give this one another name and address.`, { status: 409 });
  }

  private async startEngine(): Promise<void> {
    const url = await this.engineHost.start();
    const stored = (await this.repository.all()).find((record) => record.kind === 'engine');
    const record: Server = stored === undefined ? { id: newId(), ownerId: localOwner, name: engineName, kind: 'engine', url, seats: 2, isDraining: false, createdAt: Date.now() } : { ...stored, url };
    if (stored === undefined) await this.repository.add(record);
    else await this.repository.change(record.id, { url });
    this.registry.add(this.know(record));
  }


  private async engineMoved(url: string): Promise<void> {
    const known = this.registry.all().find((server) => server.record.kind === 'engine');
    if (known === undefined) return;
    this.registry.remove(known.record.id);
    const moved = this.know({ ...known.record, url });
    this.registry.add(moved);
    await this.watch.check(moved, { readCatalogue: true });
  }
}

function trimUrl(url: string): string {
  return url.replace(/\/+$/, '');
}

function unreadyReason(server: ServerFacts, reason: string | undefined): string {
  const why = reason ?? 'it has not answered yet';
  return `${server.name} is not ready: ${why}${/[.?!]$/.test(why) ? '' : '.'}`;
}

function noneReady(choice: ServerChoice, servers: ServerFacts[], reasonOf: (id: string) => string | undefined): string {
  if (servers.length > 0) return servers.map((server) => unreadyReason(server, reasonOf(server.id))).join(' ');
  if (choice === 'engine') return 'The built-in engine is switched off (GRIDSCOPE_ENGINE).';
  if (choice === 'all') return 'No ComfyUI server has been added yet. Add one under Servers, or choose the built-in engine.';
  return `There is no server called ${choice.join(' or ')}. Add it under Servers, or choose another.`;
}
