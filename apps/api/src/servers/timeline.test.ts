import { describe, expect, it } from 'vitest';
import type { TimedRow } from './activity.repository.js';
import { busyFraction, timelineSpans } from './timeline.js';

const whole = { from: 0, to: 100_000 };
const nowMs = 100_000;
const attempt = (times: Partial<TimedRow>): TimedRow => ({
  cellId: 'c', planId: 'p', cellIndex: 0, state: 'done', claimedAtMs: 10_000, startedAtMs: null, finishedAtMs: null, waitMs: null, loadMs: null, drawMs: null, ...times,
});
const bare = (spans: ReturnType<typeof timelineSpans>) => spans.map(({ kind, from, until }) => [kind, from, until]);

describe('timelineSpans', () => {
  it.each([
    ['one that is done, its collecting left out', attempt({ waitMs: 5_000, loadMs: 10_000, drawMs: 20_000, finishedAtMs: 47_000 }), [['waiting', 10_000, 15_000], ['loading', 15_000, 25_000], ['drawing', 25_000, 45_000]]],
    ['one that nobody saw begin', attempt({ drawMs: 20_000, finishedAtMs: 40_000 }), [['waiting', 10_000, 20_000], ['drawing', 20_000, 40_000]]],
    ['one that waits', attempt({ state: 'queued' }), [['waiting', 10_000, 100_000]]],
    ['one that runs', attempt({ state: 'running', startedAtMs: 30_000 }), [['waiting', 10_000, 30_000], ['drawing', 30_000, 100_000]]],
    ['one that was lost before it began', attempt({ state: 'lost', finishedAtMs: 50_000 }), [['waiting', 10_000, 50_000]]],
    ['one that began before the stretch', attempt({ claimedAtMs: -50_000, waitMs: 10_000, loadMs: 0, drawMs: 60_000, finishedAtMs: 20_000 }), [['drawing', 0, 20_000]]],
  ])('tells of %s', (_, row, spans) => {
    expect(bare(timelineSpans([row], [], whole, nowMs))).toEqual(spans);
  });

  it('names plan and cell', () => {
    expect(timelineSpans([attempt({ state: 'queued' })], [], whole, nowMs)[0]).toMatchObject({ planId: 'p', cellId: 'c' });
  });

  it('lets an absence that lasts end now', () => {
    expect(bare(timelineSpans([], [{ kind: 'gone', fromMs: 40_000, untilMs: undefined }], whole, nowMs))).toEqual([['gone', 40_000, 100_000]]);
  });

  it('draws together what is too short to be seen', () => {
    const row = (i: number) => attempt({ claimedAtMs: i * 100, waitMs: 0, loadMs: 0, drawMs: 100, finishedAtMs: (i + 1) * 100 });
    const rows = Array.from({ length: 1_000 }, (_, i) => row(i));

    expect(bare(timelineSpans(rows, [], whole, nowMs))).toEqual([['drawing', 0, 100_000]]);
  });

  it('keeps long ones apart', () => {
    const rows = [attempt({ claimedAtMs: 0, waitMs: 0, loadMs: 0, drawMs: 20_000, finishedAtMs: 20_000 }), attempt({ claimedAtMs: 20_000, waitMs: 0, loadMs: 0, drawMs: 20_000, finishedAtMs: 40_000 })];

    expect(bare(timelineSpans(rows, [], whole, nowMs))).toEqual([['drawing', 0, 20_000], ['drawing', 20_000, 40_000]]);
  });
});

describe('busyFraction', () => {
  const drawn = (fromMs: number, untilMs: number) => attempt({ claimedAtMs: fromMs, waitMs: 0, loadMs: (untilMs - fromMs) / 2, drawMs: (untilMs - fromMs) / 2, finishedAtMs: untilMs });

  it.each([
    ['nothing', [], 0],
    ['what it loads and draws', [drawn(0, 25_000)], 0.25],
    ['two at once only once', [drawn(0, 50_000), drawn(10_000, 60_000)], 0.6],
    ['the part of the stretch alone', [drawn(-50_000, 50_000)], 0.5],
    ['no waiting', [attempt({ state: 'queued' })], 0],
    ['what runs up to now', [attempt({ state: 'running', claimedAtMs: 0, startedAtMs: 40_000 })], 0.6],
  ])('counts %s', (_, rows, fraction) => {
    expect(busyFraction(rows, whole, nowMs)).toBeCloseTo(fraction);
  });
});
