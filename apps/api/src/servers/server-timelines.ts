import { Injectable } from '@nestjs/common';
import type { ServerTimeline, timelineQuery } from '@gridscope/contract';
import type { z } from 'zod';
import { RefusedError } from '../http/refused.error.js';
import { AbsencesRepository } from './absences.repository.js';
import { ActivityRepository } from './activity.repository.js';
import { CellLabels, type CellPlace } from './cell-labels.js';
import { ServersService } from './servers.service.js';
import { busyFraction, type TimelineSpan, timelineSpans } from './timeline.js';

const shownByDefaultMs = 10 * 60_000;
const longestMs = 7 * 24 * 3_600_000;
const mostAttempts = 5_000;

/** What each server did, from its attempts and absences. */
@Injectable()
export class ServerTimelines {
  constructor(
    private readonly servers: ServersService,
    private readonly activity: ActivityRepository,
    private readonly absences: AbsencesRepository,
    private readonly labels: CellLabels,
  ) {}

  /** Of the ten minutes before now, unless the query says otherwise. The answer begins later than asked where there was too much to tell. Throws RefusedError. */
  async of(serverId: string, query: z.output<typeof timelineQuery>): Promise<ServerTimeline> {
    this.servers.known(serverId);
    const nowMs = Date.now();
    const to = Math.min(query.to ?? nowMs, nowMs);
    const asked = query.from ?? to - shownByDefaultMs;
    if (asked >= to) throw new RefusedError('The timeline\'s `from` must lie before its `to`, and before now.');
    const earliest = Math.max(asked, to - longestMs);
    const attempts = await this.activity.between(serverId, earliest, to, mostAttempts);
    const oldest = attempts.at(-1)?.finishedAtMs;
    const isWhole = attempts.length < mostAttempts || typeof oldest !== 'number';
    const from = isWhole ? earliest : Math.max(earliest, oldest);
    const absences = (await this.absences.between(serverId, from, to)).map(({ kind, fromAt, untilAt }) => ({ kind, fromMs: fromAt, untilMs: untilAt ?? undefined }));
    const cells = new Map(attempts.map((attempt) => [attempt.cellId, attempt.cellIndex]));
    const spans = timelineSpans(attempts, absences, { from, to }, nowMs);
    return { from, to, spans: await this.labelled(spans, cells) };
  }

  /** The part of the time just past, 0 to 1, in which it loaded or drew for us. */
  async busyFraction(serverId: string, windowMs: number): Promise<number> {
    const nowMs = Date.now();
    return busyFraction(await this.activity.between(serverId, nowMs - windowMs, nowMs, mostAttempts), { from: nowMs - windowMs, to: nowMs }, nowMs);
  }

  private async labelled(spans: readonly TimelineSpan[], indexes: ReadonlyMap<string, number | null>): Promise<TimelineSpan[]> {
    const places = spans.flatMap((span) => placeOf(span, indexes) ?? []);
    const labels = (await this.labels.of(places)).values();
    return spans.map((span) => (placeOf(span, indexes) === undefined ? span : { ...span, label: labels.next().value ?? '' }));
  }
}

/** Undefined: it is not about one cell. */
function placeOf({ planId, cellId }: TimelineSpan, indexes: ReadonlyMap<string, number | null>): CellPlace | undefined {
  const index = cellId === undefined ? undefined : indexes.get(cellId);
  return planId === undefined || typeof index !== 'number' ? undefined : { planId, index };
}
