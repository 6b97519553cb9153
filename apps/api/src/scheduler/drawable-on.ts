import { Injectable } from '@nestjs/common';
import { cellAt } from '@gridscope/grid';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { missingFor } from '../experiments/missing-things.js';
import { sourceOf } from '../plans/plan-source-of.js';
import type { Plan } from '../database/entities/plan.entity.js';
import type { ServerFacts } from '../servers/known-server.js';
import { ServersService } from '../servers/servers.service.js';

/** Cells that need the same of a server. */
export interface Needs {
  /** Equal for cells of the revision that need the same. */
  key: string;
  /** One of them. */
  sampleIndex: number;
}

interface CellNeeds extends Needs {
  revision: FrozenRevision;
  kind: Plan['kind'];
}

/** Which servers can draw a cell: those that were chosen, are ready, and have its node classes and choices. */
@Injectable()
export class DrawableOn {
  /** By what is needed and the catalogue that is looked at: the same on servers that offer the same. */
  private readonly verdicts = new WeakMap<FrozenRevision, Map<string, boolean>>();
  private readonly sets = new WeakMap<FrozenRevision, Map<string, ReadonlySet<string>>>();

  constructor(private readonly servers: ServersService) {}

  /** Answers for the cells of a revision with the servers as they are now. Where every ready server lacks something, all of them: their own refusal then says what. */
  now(revision: FrozenRevision, kind: Plan['kind']): (needs: Needs) => ReadonlySet<string> {
    const ready = this.servers.eligible(revision.resolved.servers).filter((server) => server.state === 'ready');
    const name = `${kind} ${ready.map((server) => `${server.id}${server.catalogueHash ?? ''}`).join(' ')}`;
    const known = memory(this.sets, revision);
    return (needs) => {
      const key = `${name} ${needs.key}`;
      const set = known.get(key) ?? this.judge({ ...needs, revision, kind }, ready);
      known.set(key, set);
      return set;
    };
  }

  /** The chosen servers that can draw a cell when they are there; of one that never answered that is hoped. What is drained is not waited for. */
  ever(revision: FrozenRevision, kind: Plan['kind'], needs: Needs): ReadonlySet<string> {
    const able = this.servers.eligible(revision.resolved.servers).filter((server) => !server.isDraining && (server.catalogueHash === undefined || this.isAble({ ...needs, revision, kind }, server)));
    return new Set(able.map((server) => server.id));
  }

  /** Those of them that are given anything new. */
  taking(serverIds: ReadonlySet<string>): ReadonlySet<string> {
    return new Set(this.servers.list().filter((server) => serverIds.has(server.id) && !server.isDraining).map((server) => server.id));
  }

  /** Of its first device, in bytes; undefined where it has not said. */
  memoryOf(serverId: string): number | undefined {
    return this.servers.list().find((server) => server.id === serverId)?.memoryTotalBytes;
  }

  private judge(needs: CellNeeds, ready: readonly ServerFacts[]): ReadonlySet<string> {
    const able = ready.filter((server) => this.isAble(needs, server));
    return new Set((able.length > 0 ? able : ready).map((server) => server.id));
  }

  private isAble(needs: CellNeeds, server: ServerFacts): boolean {
    const known = memory(this.verdicts, needs.revision);
    const key = `${needs.kind} ${needs.key} ${server.catalogueHash ?? server.id}`;
    const verdict = known.get(key) ?? this.hasAll(needs, server.id);
    known.set(key, verdict);
    return verdict;
  }

  private hasAll({ revision, kind, sampleIndex }: CellNeeds, serverId: string): boolean {
    const { parameters } = cellAt(sourceOf(kind, revision), sampleIndex);
    const missing = missingFor(revision.workflow, parameters, this.servers.catalogueOf(serverId));
    return missing.every((thing) => thing.kind === 'paid' || (thing.kind === 'choice' && thing.isOpen));
  }
}

/** Enough for what is in use; older ones are judged anew. */
const keptAtMost = 10_000;

function memory<T>(of: WeakMap<FrozenRevision, Map<string, T>>, revision: FrozenRevision): Map<string, T> {
  const known = of.get(revision);
  if (known !== undefined && known.size < keptAtMost) return known;
  const made = new Map<string, T>();
  of.set(revision, made);
  return made;
}
