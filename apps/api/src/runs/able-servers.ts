import { Injectable } from '@nestjs/common';
import { missingFor } from '../experiments/missing-things.js';
import type { DrawOrder } from '../generators/generator.js';
import type { ServerFacts } from '../servers/known-server.js';
import { ServersService } from '../servers/servers.service.js';
import type { JudgedServer } from './judge-failure.js';

/** Which servers could draw what one of them did not. */
@Injectable()
export class AbleServers {
  constructor(private readonly servers: ServersService) {}

  own({ serverId }: Pick<DrawOrder, 'serverId'>, name: string): JudgedServer {
    const server = this.servers.list().find((known) => known.id === serverId);
    return server === undefined ? { id: serverId, name, isReady: false } : judged(server);
  }

  /** The others that were chosen and have the node classes and choices; also those that are away now. */
  others({ serverId, revision, parameters }: DrawOrder): JudgedServer[] {
    const others = this.servers.eligible(revision.resolved.servers).filter((server) => server.id !== serverId && server.catalogueHash !== undefined);
    return others.filter((server) => {
      const missing = missingFor(revision.workflow, parameters, this.servers.catalogueOf(server.id));
      return missing.every((thing) => thing.kind === 'paid' || (thing.kind === 'choice' && thing.isOpen));
    }).map(judged);
  }
}

function judged({ id, name, state, isDraining, memoryTotalBytes }: ServerFacts): JudgedServer {
  return { id, name, isReady: state === 'ready' && !isDraining, memoryTotalBytes };
}
