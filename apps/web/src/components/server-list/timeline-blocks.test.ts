import type { ServerTimeline } from '@gridscope/contract';
import { describe, expect, it } from 'vitest';
import { timelineBlocks, timelineShares } from './timeline-blocks';

const span = (kind: ServerTimeline['spans'][number]['kind'], from: number, until: number, label?: string) => ({ kind, from, until, ...(label !== undefined && { label }) });
const timeline = (...spans: ServerTimeline['spans']): ServerTimeline => ({ from: 1_000, to: 2_000, spans });

describe('timelineBlocks', () => {
  it('cuts what began before or ends after', () => {
    expect(timelineBlocks(timeline(span('loading', 500, 1_100), span('drawing', 1_100, 2_500, '8'), span('waiting', 2_500, 2_600)), 10)).toEqual([
      { kind: 'loading', fromMs: 1_000, untilMs: 1_100 },
      { kind: 'drawing', fromMs: 1_100, untilMs: 2_000, label: '8' },
    ]);
  });

  it('shows what the server does while further cells wait there, and trouble above all', () => {
    expect(timelineBlocks(timeline(span('waiting', 1_000, 1_600), span('drawing', 1_100, 1_400, '8'), span('loading', 1_300, 1_500), span('gone', 1_700, 1_800), span('waiting', 1_650, 2_000)), 10)).toEqual([
      { kind: 'waiting', fromMs: 1_000, untilMs: 1_100 },
      { kind: 'drawing', fromMs: 1_100, untilMs: 1_400, label: '8' },
      { kind: 'loading', fromMs: 1_400, untilMs: 1_500 },
      { kind: 'waiting', fromMs: 1_500, untilMs: 1_600 },
      { kind: 'waiting', fromMs: 1_650, untilMs: 1_700 },
      { kind: 'gone', fromMs: 1_700, untilMs: 1_800 },
      { kind: 'waiting', fromMs: 1_800, untilMs: 2_000 },
    ]);
  });

  it('shows many short spans as stretches of what took most of each', () => {
    const cells = Array.from({ length: 100 }, (_, place) => [span('drawing', 1_000 + 5 * place, 1_004 + 5 * place), span('waiting', 1_004 + 5 * place, 1_005 + 5 * place)]).flat();

    expect(timelineBlocks(timeline(...cells, span('waiting', 1_500, 2_000)), 10)).toEqual([
      { kind: 'drawing', fromMs: 1_000, untilMs: 1_500 },
      { kind: 'waiting', fromMs: 1_500, untilMs: 2_000 },
    ]);
  });

  it('never loses a moment of trouble among them', () => {
    const cells = Array.from({ length: 100 }, (_, place) => span('drawing', 1_000 + 10 * place, 1_010 + 10 * place));

    expect(timelineBlocks(timeline(...cells, span('gone', 1_350, 1_351)), 10).map(({ kind }) => kind)).toEqual(['drawing', 'gone', 'drawing']);
  });
});

describe('timelineShares', () => {
  it('gives the part of the time that each kind took, without what lies outside', () => {
    expect(timelineShares(timeline(span('waiting', 0, 1_750), span('drawing', 0, 1_750), span('gone', 1_750, 2_000)))).toEqual([{ kind: 'drawing', share: 0.75 }, { kind: 'gone', share: 0.25 }]);
  });
});
