import { Injectable } from '@nestjs/common';
import { isSameAddress, plainAddress, type ServerView, type foundServer, type serverChange, type serverDraft } from '@gridscope/contract';
import type { z } from 'zod';
import { Bus } from '../bus/bus.js';
import { Config } from '../config/config.js';
import type { Server } from '../database/entities/server.entity.js';
import { localOwner, newId } from '../database/ids.js';
import { EventsService } from '../events/events.service.js';
import { RefusedError } from '../http/refused.error.js';
import { discoverServers } from './discover-servers.js';
import { viewOf } from './known-server.js';
import { ServerRegistry } from './server-registry.js';
import { ServerRoster } from './server-roster.js';
import { ServerWatch } from './server-watch.js';
import { ServersRepository } from './servers.repository.js';
import { ServersService } from './servers.service.js';

/** What a person does with servers. Every change is a row's, which all processes read again. */
@Injectable()
export class ServerSteering {
  constructor(
    private readonly config: Config,
    private readonly servers: ServersService,
    private readonly registry: ServerRegistry,
    private readonly roster: ServerRoster,
    private readonly watch: ServerWatch,
    private readonly repository: ServersRepository,
    private readonly events: EventsService,
    private readonly bus: Bus,
  ) {}

  /** ComfyUI on this machine that is not in the list yet. */
  async found(): Promise<z.output<typeof foundServer>[]> {
    if (!this.config.isDiscovering) return [];
    return discoverServers(this.registry.all().map((server) => server.record.url));
  }

  async add(draft: z.output<typeof serverDraft>): Promise<ServerView> {
    const url = plainAddress(draft.url);
    const name = draft.name ?? new URL(url).host;
    const record: Server = { id: newId(), ownerId: localOwner, name, kind: 'comfyui', url, seats: draft.seats, isDraining: false, sealedHeaders: await this.roster.sealed(draft.headers), createdAt: Date.now() };
    await this.repository.add(record, (rows) => refuseTwins(record, rows));
    return this.changed(record.id);
  }

  async change(id: string, change: z.output<typeof serverChange>): Promise<ServerView> {
    const { record } = this.servers.known(id);
    if (record.kind === 'engine') throw new RefusedError('The built-in engine is what it is; only servers that were added can be changed.', { status: 409 });
    const url = change.url === undefined ? record.url : plainAddress(change.url);
    const name = change.name ?? record.name;
    const headers = change.headers === undefined ? {} : { sealedHeaders: await this.roster.sealed(change.headers) };
    // What stays where it is may stay, whatever is there beside it.
    const isMoved = name !== record.name || url !== record.url;
    await this.repository.move(id, { name, url, seats: change.seats ?? record.seats, ...headers }, (rows) => (isMoved ? refuseTwins({ id, name, url }, rows) : undefined));
    return this.changed(id);
  }

  async remove(id: string): Promise<void> {
    const { record } = this.servers.known(id);
    if (record.kind === 'engine') throw new RefusedError('The built-in engine cannot be removed; GRIDSCOPE_ENGINE=off leaves it out.', { status: 409 });
    await this.repository.remove(id);
    await this.roster.refresh();
    this.bus.publish({ type: 'servers-changed' });
    this.events.publish({ type: 'server-deleted', serverId: id });
  }

  /** Asks it now, and reads its catalogue again. One that was stuck gets another chance: who asks may have restarted it. */
  async checkNow(id: string): Promise<ServerView> {
    const server = this.servers.known(id);
    await this.watch.check(server, { readCatalogue: true, isAsked: true });
    return viewOf(server);
  }

  /** It finishes what it holds and is given nothing more, until it is undrained. */
  async drain(id: string, isDraining: boolean): Promise<ServerView> {
    this.servers.known(id);
    await this.repository.change(id, { isDraining });
    await this.watch.readAgain();
    this.bus.publish({ type: 'servers-changed' });
    return this.servers.view(id);
  }

  /** It forgets its models and cached results, after the prompt that it is at. */
  async free(id: string): Promise<ServerView> {
    const server = this.servers.known(id);
    await server.client.free({ unloadModels: true, freeMemory: true });
    await this.watch.check(server);
    return viewOf(server);
  }

  private async changed(id: string): Promise<ServerView> {
    await this.roster.refresh();
    const server = this.servers.known(id);
    await this.watch.check(server, { readCatalogue: true });
    this.bus.publish({ type: 'servers-changed' });
    return viewOf(server);
  }
}

/** Two with one name could not be chosen between, and two at one address would share its seats without knowing. */
function refuseTwins(wanted: Pick<Server, 'id' | 'name' | 'url'>, rows: readonly Server[]): void {
  const twin = rows.find((row) => row.id !== wanted.id && (row.name === wanted.name || isSameAddress(row.url, wanted.url)));
  if (twin !== undefined) throw new RefusedError(`There is already a server "${twin.name}" at ${twin.url}. Give this one another name and address.`, { status: 409 });
}
