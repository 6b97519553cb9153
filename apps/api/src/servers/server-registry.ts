import { Injectable } from '@nestjs/common';
import type { ServerChoice } from './choose-servers.js';
import { chooseServers } from './choose-servers.js';
import { type KnownServer, type ServerFacts, factsOf } from './known-server.js';

/** The servers of this program by id, in the order they were added. */
@Injectable()
export class ServerRegistry {
  private readonly byId = new Map<string, KnownServer>();

  /** A server with the id of another takes its place. */
  put(server: KnownServer): void {
    const { id } = server.record;
    this.byId.get(id)?.client.close();
    this.byId.set(id, server);
  }

  remove(id: string): void {
    this.byId.get(id)?.client.close();
    this.byId.delete(id);
  }

  get(id: string): KnownServer | undefined {
    return this.byId.get(id);
  }

  all(): KnownServer[] {
    return [...this.byId.values()];
  }

  chosen(choice: ServerChoice): ServerFacts[] {
    return chooseServers(this.all().map(factsOf), choice);
  }
}
