import { Injectable } from '@nestjs/common';
import { cellAt } from '@gridscope/grid';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { missingFor } from '../experiments/missing-things.js';
import { sourceOf } from '../plans/plan-source-of.js';
import type { Plan } from '../database/entities/plan.entity.js';
import { ServersService } from '../servers/servers.service.js';

/** Which servers can draw a cell: those that were chosen, are ready, and have its node classes and choices. */
@Injectable()
export class DrawableOn {
  private readonly verdicts = new WeakMap<FrozenRevision, Map<string, boolean>>();

  constructor(private readonly servers: ServersService) {}

  /** Where every ready server lacks something, all of them: their own refusal then says what. */
  serverIds(revision: FrozenRevision, kind: Plan['kind'], index: number): ReadonlySet<string> {
    const ready = this.servers.eligible(revision.resolved.servers).filter((server) => server.state === 'ready');
    const able = ready.filter((server) => this.isAble(revision, kind, index, server.id, server.catalogueHash ?? ''));
    return new Set((able.length > 0 ? able : ready).map((server) => server.id));
  }

  private isAble(revision: FrozenRevision, kind: Plan['kind'], index: number, serverId: string, catalogueHash: string): boolean {
    const known = this.verdicts.get(revision) ?? new Map<string, boolean>();
    this.verdicts.set(revision, known);
    const key = `${kind} ${index} ${serverId} ${catalogueHash}`;
    const verdict = known.get(key) ?? this.hasAll(revision, kind, index, serverId);
    known.set(key, verdict);
    return verdict;
  }

  private hasAll(revision: FrozenRevision, kind: Plan['kind'], index: number, serverId: string): boolean {
    const { parameters } = cellAt(sourceOf(kind, revision), index);
    const missing = missingFor(revision.workflow, parameters, this.servers.catalogueOf(serverId));
    return missing.every((thing) => thing.kind === 'paid' || (thing.kind === 'choice' && thing.isOpen));
  }
}
