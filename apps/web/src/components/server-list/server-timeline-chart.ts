import type { ServerTimeline } from '@gridscope/contract';
import type { TokenColours } from '../../composables/useTokenColours';
import { formatDuration, formatTime } from '../../services/format';
import type { ChartOption } from '../ui/Chart.vue';
import { timelineBlocks, timelineShares, type SpanKind, type TimelineBlock } from './timeline-blocks';

/** One kind as it is drawn: a height beside its colour, so that it can be told without it. */
interface Look { colour: keyof TokenColours; /** Of the strip, from its foot; 0 to 1. */ height: number; opacity: number }

export const spanLooks: Record<SpanKind, Look> = {
  drawing: { colour: 'running', height: 1, opacity: 0.85 },
  loading: { colour: 'warning', height: 0.6, opacity: 0.9 },
  waiting: { colour: 'line-strong', height: 0.12, opacity: 1 },
  gone: { colour: 'failed', height: 1, opacity: 0.7 },
  stuck: { colour: 'failed', height: 0.6, opacity: 0.9 },
};

const slots = 480;
const fontFamily = "'Inter Variable', system-ui, sans-serif";

/** What a server did over time as a strip; the width is the timeline's own stretch of time. */
export function serverTimelineChart(timeline: ServerTimeline, colours: TokenColours): ChartOption {
  const blocks = timelineBlocks(timeline, slots);
  return {
    animation: false,
    grid: { left: 0, right: 0, top: 1, bottom: 17 },
    xAxis: {
      type: 'time', min: timeline.from, max: timeline.to,
      axisLine: { lineStyle: { color: colours.line } }, axisTick: { lineStyle: { color: colours.line } }, splitLine: { show: false },
      axisLabel: { color: colours['ink-3'], fontSize: 11, fontFamily, margin: 4, hideOverlap: true, formatter: '{HH}:{mm}', showMinLabel: false, showMaxLabel: false },
    },
    yAxis: { type: 'value', min: 0, max: 1, show: false },
    tooltip: {
      trigger: 'item', confine: false, appendTo: 'body', backgroundColor: colours.raised, borderColor: colours['line-strong'], borderWidth: 1, padding: [4, 8],
      textStyle: { color: colours.ink, fontSize: 12, fontFamily }, formatter: (item) => blockWords(blocks, item),
    },
    series: [{
      type: 'custom', clip: true, encode: { x: [0, 1] },
      data: blocks.map(({ fromMs, untilMs, kind }) => ({ value: [fromMs, untilMs], itemStyle: { color: colours[spanLooks[kind].colour], opacity: spanLooks[kind].opacity } })),
      renderItem: ({ dataIndex }, api) => {
        const { kind, fromMs, untilMs } = blocks[dataIndex] ?? { kind: 'waiting' as const, fromMs: 0, untilMs: 0 };
        const [left = 0, foot = 0] = api.coord([fromMs, 0]);
        const [right = 0, top = 0] = api.coord([untilMs, spanLooks[kind].height]);
        return { type: 'rect', shape: { x: left, y: top, width: Math.max(1, right - left), height: foot - top }, style: { fill: colours[spanLooks[kind].colour], opacity: spanLooks[kind].opacity } };
      },
    }],
  };
}

/** What the strip shows, for those who do not see it: `drawing 62 %, waiting 38 %`. */
export function timelineInWords(timeline: ServerTimeline): string {
  const shares = timelineShares(timeline).map(({ kind, share }) => `${kind} ${percent(share)}`);
  return shares.length === 0 ? 'nothing in this time' : shares.join(', ');
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(100 * share)} %`;
}

/** An element, not markup: labels are what people typed. */
function blockWords(blocks: readonly TimelineBlock[], item: unknown): HTMLElement {
  // A tooltip of trigger 'item' is about one item, which says its place in the data.
  const block = blocks[(item as { dataIndex: number }).dataIndex];
  const element = document.createElement('div');
  if (block === undefined) return element;
  const lines = [`${block.kind} ${block.label ?? ''}`, `${formatTime(block.fromMs)}, ${formatDuration((block.untilMs - block.fromMs) / 1000)}`];
  element.append(...lines.map((line) => Object.assign(document.createElement('div'), { textContent: line.trim() })));
  return element;
}
