import { Injectable } from '@nestjs/common';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { ModelFiles } from '../generators/comfy/model-files.js';
import type { OriginFacts } from '../generators/generator.js';
import { ServersService } from '../servers/servers.service.js';
import { type DoneTake, TakesRepository } from './takes.repository.js';

/** An earlier drawing that may stand for a cell. */
export interface ReusableTake {
  takeId: string;
  leadImage: string | undefined;
}

/** Finds earlier drawings of the same recipe. Equal keys are a policy, not a proof: where a model file is known to have changed, or a node draws afresh each time, it is drawn again. */
@Injectable()
export class ReuseFinder {
  constructor(
    private readonly takes: TakesRepository,
    private readonly models: ModelFiles,
    private readonly servers: ServersService,
  ) {}

  /** Model files are looked at anew. */
  refresh(): void {
    this.models.refresh();
  }

  /** Recipe key → the newest drawing that may be reused. Nothing that cost money is reused unasked. */
  async find(revision: FrozenRevision, recipeKeys: readonly string[]): Promise<Map<string, ReusableTake>> {
    if (revision.resolved.paidNodes.length > 0 || recipeKeys.length === 0) return new Map();
    const verdicts = new Map<string, Promise<boolean>>();
    const chosen = new Map<string, string>();
    for (const take of await this.takes.done([...new Set(recipeKeys)])) {
      if (!chosen.has(take.recipeKey) && (await this.isReusable(take, verdicts))) chosen.set(take.recipeKey, take.id);
    }
    const leads = await this.takes.leads([...chosen.values()]);
    return new Map([...chosen].map(([key, takeId]) => [key, { takeId, leadImage: leads.get(takeId) }]));
  }

  /** Many takes were drawn with the same files on the same server: that is asked once. */
  private isReusable(take: DoneTake, verdicts: Map<string, Promise<boolean>>): Promise<boolean> {
    // Written by this program; absent where nothing was known.
    const facts = JSON.parse(take.facts ?? '{"models":{}}') as OriginFacts;
    if (facts.drawsAfresh === true) return Promise.resolve(false);
    const key = `${take.serverId} ${JSON.stringify(facts.models)}`;
    const verdict = verdicts.get(key) ?? this.isUnchanged(take.serverId, facts.models);
    verdicts.set(key, verdict);
    return verdict;
  }

  /** What cannot be asked now is not known to have changed. */
  private async isUnchanged(serverId: string, models: OriginFacts['models']): Promise<boolean> {
    const server = this.servers.list().find((known) => known.id === serverId);
    if (server?.state !== 'ready') return true;
    return !(await this.models.hasChanged(serverId, models));
  }
}
