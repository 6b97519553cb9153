import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ServersService } from '../../servers/servers.service.js';
import type { ServerFacts } from '../../servers/known-server.js';
import type { Prepared } from '../generator.js';
import { DrawnModelsRepository } from './drawn-models.repository.js';

const GiB = 1024 ** 3;

/** Only the part of an attempt's facts that is looked at. */
const drawnFacts = z.object({ models: z.record(z.string(), z.string()).default({}) });

interface Loaded {
  /** Of the last prompt that was sent from here. */
  modelKey: string | undefined;
  /** Model → identity of the file that was last drawn with. */
  identities: Map<string, string>;
}

/** What servers keep in their memory, as far as our prompts filled it. */
@Injectable()
export class LoadedModels {
  private readonly byServer = new Map<string, Loaded>();

  constructor(
    private readonly servers: ServersService,
    private readonly drawn: DrawnModelsRepository,
  ) {}

  /** Before a prompt is sent: has the server drop what would spoil it (ComfyUI keeps loaded weights by the name of their file) or be in its way. */
  async makeRoom(serverId: string, { facts, modelKey }: Prepared, signal: AbortSignal): Promise<void> {
    const loaded = this.byServer.get(serverId) ?? { modelKey: undefined, identities: new Map<string, string>() };
    this.byServer.set(serverId, loaded);
    const isReplaced = await this.isReplaced(serverId, facts.models, loaded);
    const isOther = loaded.modelKey !== undefined && loaded.modelKey !== modelKey;
    loaded.modelKey = modelKey;
    const isInTheWay = isOther && (await this.isInTheWay(serverId, modelKey));
    if (isReplaced || isInTheWay) await this.servers.clientOf(serverId).free({ unloadModels: true, freeMemory: isReplaced, signal });
    for (const [model, identity] of Object.entries(facts.models)) loaded.identities.set(model, identity);
  }

  /** Models that are loaded for another group are in the way where memory is short; what another process draws with there is not ours to judge. */
  private async isInTheWay(serverId: string, modelKey: string): Promise<boolean> {
    if (!isShortOfMemory(this.servers.list().find((server) => server.id === serverId))) return false;
    return !(await this.drawn.areOthersAt(serverId, modelKey));
  }

  /** Whether the server has drawn with an older file of one of these names. Another process may have had it do so: what this one does not know is looked up. */
  private async isReplaced(serverId: string, models: Readonly<Record<string, string>>, loaded: Loaded): Promise<boolean> {
    const unsure = Object.entries(models).filter(([model, identity]) => loaded.identities.get(model) !== identity);
    if (unsure.length === 0) return false;
    const latest = await this.latest(serverId);
    return unsure.some(([model, identity]) => [loaded.identities.get(model), latest.get(model)].some((known) => known !== undefined && known !== identity));
  }

  /** Model → identity at the newest attempt that took it. */
  private async latest(serverId: string): Promise<Map<string, string>> {
    const latest = new Map<string, string>();
    for (const text of await this.drawn.latestFacts(serverId)) {
      const { models } = drawnFacts.parse(JSON.parse(text));
      for (const [model, identity] of Object.entries(models)) if (!latest.has(model)) latest.set(model, identity);
    }
    return latest;
  }
}

/** Less than 2 GiB, or than 15 % of a larger memory: the next models would only get in after the last ones were moved out piece by piece. */
function isShortOfMemory(server: ServerFacts | undefined): boolean {
  if (server?.memoryTotalBytes === undefined || server.memoryFreeBytes === undefined) return false;
  return server.memoryFreeBytes < Math.max(2 * GiB, 0.15 * server.memoryTotalBytes);
}
