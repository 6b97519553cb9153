import type { ServerTimeline } from '@gridscope/contract';
import { expect, it } from 'vitest';
import { tokenColours } from '../../testing/things';
import { serverTimelineChart, timelineInWords } from './server-timeline-chart';

const timeline: ServerTimeline = { from: 0, to: 10_000, spans: [{ kind: 'loading', from: 0, until: 2_000 }, { kind: 'drawing', from: 2_000, until: 9_960, label: '<b>8</b>' }, { kind: 'gone', from: 9_960, until: 10_000 }] };

it('spans the time that was asked for, with a bar for each stretch', () => {
  const chart = serverTimelineChart(timeline, tokenColours({ running: 'rgb(1, 2, 3)' }));

  expect(chart.xAxis).toMatchObject({ min: 0, max: 10_000 });
  expect(chart.series).toMatchObject([{ data: [{ value: [0, 2_000] }, { value: [2_000, 9_960], itemStyle: { color: 'rgb(1, 2, 3)' } }, { value: [9_960, 10_000] }] }]);
});

it('shows a label as it was written, not as markup', () => {
  const { tooltip } = serverTimelineChart(timeline, tokenColours());

  // The builder gives one tooltip with a function.
  const say = (tooltip as { formatter: (item: object) => HTMLElement }).formatter;

  expect([...say({ dataIndex: 1 }).children].map(({ textContent }) => textContent)).toEqual(['drawing <b>8</b>', expect.stringMatching(/^\d\d:\d\d:02, 8 s$/)]);
});

it('says in words how the time was spent', () => {
  expect(timelineInWords(timeline)).toBe('drawing 80 %, loading 20 %, gone under 1 %');
  expect(timelineInWords({ from: 0, to: 1, spans: [] })).toBe('nothing in this time');
});
