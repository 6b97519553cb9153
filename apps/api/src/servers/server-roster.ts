import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ComfyClient } from '@gridscope/comfy/client';
import { Config } from '../config/config.js';
import type { Server } from '../database/entities/server.entity.js';
import { HeaderSeal } from './header-seal.js';
import type { KnownServer } from './known-server.js';
import { QueueWatch } from './queue-watch.js';
import { idleActivity } from './server-activity.js';
import { ServerRegistry } from './server-registry.js';
import { ServersRepository } from './servers.repository.js';
import { SharedRuns } from './shared-runs.js';

/** Keeps the servers that this process knows equal to the rows, which any process may change. */
@Injectable()
export class ServerRoster implements OnApplicationShutdown {
  private seal: HeaderSeal | undefined;
  private readonly reading = new SharedRuns(() => this.read());

  constructor(
    private readonly config: Config,
    private readonly registry: ServerRegistry,
    private readonly repository: ServersRepository,
  ) {}

  onApplicationShutdown(): void {
    for (const server of this.registry.all()) server.client.close();
  }

  /** Reads the rows as they are now: servers may come, go, move, and change their seats. */
  refresh(): Promise<void> {
    return this.reading.run();
  }

  /** Headers as they are kept. */
  async sealed(headers: Record<string, string> | undefined): Promise<string | undefined> {
    return headers === undefined || Object.keys(headers).length === 0 ? undefined : (await this.openSeal()).seal(headers);
  }

  private async read(): Promise<void> {
    const seal = await this.openSeal();
    const records = (await this.repository.all()).filter((record) => record.kind !== 'engine' || this.config.isEngineOn);
    const ids = new Set(records.map((record) => record.id));
    for (const { record } of this.registry.all()) if (!ids.has(record.id)) this.registry.remove(record.id);
    for (const record of records) {
      const known = this.registry.get(record.id);
      if (known === undefined || !isSamePlace(known.record, record)) this.registry.put(know(record, seal, this.config.stuckMs, known));
      else known.record = record;
    }
  }

  private async openSeal(): Promise<HeaderSeal> {
    return (this.seal ??= await HeaderSeal.open(this.config.dataFolder));
  }
}

function know(record: Server, seal: HeaderSeal, stuckMs: number, before: KnownServer | undefined): KnownServer {
  const headers = typeof record.sealedHeaders === 'string' ? seal.unseal(record.sealedHeaders) : {};
  return {
    record, headerNames: Object.keys(headers), client: new ComfyClient({ baseUrl: record.url, headers }),
    state: 'unknown', sinceMs: Date.now(), foreignQueue: 0, queue: new QueueWatch(stuckMs), activity: before?.activity ?? idleActivity, troublesInARow: 0,
  };
}

/** Whether it can be spoken to as before. */
function isSamePlace(before: Server, now: Server): boolean {
  return before.url === now.url && (before.sealedHeaders ?? undefined) === (now.sealedHeaders ?? undefined);
}
