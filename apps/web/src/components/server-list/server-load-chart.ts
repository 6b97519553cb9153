import type { TokenColours } from '../../composables/useTokenColours';
import type { ServerSample } from '../../stores/server-history';
import type { ChartOption } from '../ui/Chart.vue';

/** Memory in use as a line (0 to 100 %) over the queue as steps, over the time sampled. */
export function serverLoadChart(samples: readonly ServerSample[], colours: TokenColours): ChartOption {
  const longestQueue = Math.max(4, ...samples.map(({ queue }) => queue));
  const line = { type: 'line' as const, showSymbol: false, animation: false, silent: true };
  return {
    grid: { left: 0, right: 0, top: 2, bottom: 1 },
    xAxis: { type: 'time', show: false },
    yAxis: [{ type: 'value', min: 0, max: 1, show: false }, { type: 'value', min: 0, max: longestQueue, show: false }],
    series: [
      { ...line, yAxisIndex: 1, step: 'end', lineStyle: { width: 0 }, areaStyle: { color: colours['line-strong'], opacity: 0.55 }, data: samples.map(({ atMs, queue }) => [atMs, queue]) },
      { ...line, lineStyle: { width: 1.5, color: colours['ink-2'] }, data: samples.flatMap(({ atMs, memoryUsed }) => (memoryUsed === undefined ? [] : [[atMs, memoryUsed]])) },
    ],
  };
}
