import { expect, it } from 'vitest';
import { serverView } from '../../testing/things';
import { memoryFacts, serverFacts } from './server-facts';
import { serverLoadChart } from './server-load-chart';

const gib = 2 ** 30;
const colours = { ink: '', 'ink-2': 'rgb(1, 2, 3)', 'ink-3': '', line: '', 'line-strong': '', accent: '', running: '', done: '', failed: '', warning: '' };

it('leaves out a device that does not say how much memory it has', () => {
  const server = serverView({ devices: [{ name: 'RTX 4090', type: 'cuda', vramTotalBytes: 24 * gib, vramFreeBytes: 6 * gib }, { name: 'cpu', type: 'cpu' }] });

  expect(memoryFacts(server)).toEqual([{ name: 'RTX 4090', used: '18 GiB of 24 GiB', fraction: 0.75 }]);
});

it('says that nothing was drawn rather than a time that was not measured', () => {
  expect(serverFacts(serverView({ version: '0.33.0', nodeClassCount: 1_843 }))).toEqual(['ComfyUI 0.33.0', '1,843 node classes', 'nothing drawn yet']);
});

it('charts memory only where it is known, and the queue always', () => {
  const chart = serverLoadChart([{ atMs: 1, queue: 2, memoryUsed: undefined }, { atMs: 2, queue: 5, memoryUsed: 0.5 }], colours);

  expect(chart.series).toMatchObject([{ data: [[1, 2], [2, 5]] }, { data: [[2, 0.5]], lineStyle: { color: 'rgb(1, 2, 3)' } }]);
  expect(chart.yAxis).toMatchObject([{ max: 1 }, { max: 5 }]);
});
