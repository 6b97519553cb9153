import type { MetricView } from '@gridscope/contract';

/** What is measured on an attempt: a part of its time, in seconds. */
export const attemptMeasures: readonly (Pick<MetricView, 'name' | 'label' | 'unit' | 'direction' | 'source'> & { version: number })[] = [
  { name: 'secondsWaiting', label: 'Waiting', unit: 's', direction: 'lower', version: 1, source: 'From the claim of the cell to the server beginning with it' },
  { name: 'secondsLoading', label: 'Loading', unit: 's', direction: 'lower', version: 1, source: 'From the server beginning to the first step of a sampler' },
  { name: 'secondsDrawing', label: 'Drawing', unit: 's', direction: 'lower', version: 1, source: 'From the first step of a sampler, or the beginning where there is none, to the end' },
];
