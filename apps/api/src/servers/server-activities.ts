import { Injectable } from '@nestjs/common';
import { AbsencesRepository } from './absences.repository.js';
import { type ActiveRow, ActivityRepository, type EndedRow } from './activity.repository.js';
import { breakerOf } from './breaker.js';
import { CellLabels } from './cell-labels.js';
import type { KnownServer } from './known-server.js';
import { learnSpeed } from './learned-speed.js';
import type { ServerActivity, ServerWork } from './server-activity.js';
import { ServerRegistry } from './server-registry.js';
import { SharedRuns } from './shared-runs.js';

const lastAttempts = 30;
const hourMs = 3_600_000;
const rememberedMs = 10 * 60_000;
const failuresEveryMs = 15_000;

/** Reads what attempts and absences tell of servers, for everybody who asks, at once. */
@Injectable()
export class ServerActivities {
  private failures: { atMs: number; counts: ReadonlyMap<string, number> } = { atMs: 0, counts: new Map() };
  private readonly reading = new SharedRuns(() => this.read(Date.now()));

  constructor(
    private readonly registry: ServerRegistry,
    private readonly repository: ActivityRepository,
    private readonly absences: AbsencesRepository,
    private readonly labels: CellLabels,
  ) {}

  /** Reads what is true at the call, for every server of the registry. */
  refresh(): Promise<void> {
    return this.reading.run();
  }

  private async read(nowMs: number): Promise<void> {
    const active = await this.repository.active();
    const stuck = new Map((await this.absences.open()).filter((absence) => absence.kind === 'stuck').map((absence) => [absence.serverId, { sinceMs: absence.fromAt, reason: absence.reason }]));
    if (nowMs - this.failures.atMs > failuresEveryMs) this.failures = { atMs: nowMs, counts: await this.repository.failuresSince(nowMs - hourMs) };
    for (const server of this.registry.all()) {
      const own = active.filter((row) => row.serverId === server.record.id);
      server.activity = await this.readOne(server, own, stuck.get(server.record.id), nowMs);
    }
  }

  private async readOne({ record, activity }: KnownServer, active: readonly ActiveRow[], stuck: ServerActivity['stuck'], nowMs: number): Promise<ServerActivity> {
    const ended = await this.repository.ended(record.id, lastAttempts);
    const recent = ended.filter((attempt) => nowMs - attempt.finishedAtMs < rememberedMs);
    const { secondsPerLoad } = activity;
    const work = await this.workOf(active);
    return {
      // A load may lie further back than the last attempts.
      ...(secondsPerLoad === undefined ? {} : { secondsPerLoad }),
      ...learnSpeed(ended, nowMs),
      seatsTaken: active.filter((row) => row.holdsSeat).length,
      ourPromptIds: new Set([...active, ...recent].map((row) => row.promptId)),
      breaker: breakerOf(ended, nowMs),
      modelsLoaded: modelsOf(ended),
      failureCount: this.failures.counts.get(record.id) ?? 0,
      ...(stuck === undefined ? {} : { stuck }),
      ...(work === undefined ? {} : { work }),
    };
  }

  /** What runs comes before what waits there, and both before what is only fetched still. */
  private async workOf(active: readonly ActiveRow[]): Promise<ServerWork | undefined> {
    const held = active.filter((row) => row.holdsSeat);
    const row = held.find((attempt) => attempt.state === 'running') ?? held[0] ?? active[0];
    if (row === undefined || row.planId === null || row.cellIndex === null) return undefined;
    const { promptId, planId, cellId, cellIndex: index, experimentName } = row;
    const [label = ''] = await this.labels.of([{ planId, index }]);
    return { promptId, planId, cellId, index, experimentName: experimentName ?? '', label };
  }
}

/** Model files that the last cell drawn there needed. */
function modelsOf(ended: readonly EndedRow[]): string[] {
  const key = ended.find((attempt) => attempt.state === 'done')?.modelKey ?? '';
  // A key is the files themselves, a line each.
  return key === '' ? [] : key.split('\n');
}
