import { expect, it } from 'vitest';
import { serverView } from '../../testing/things';
import { makeFacts, memoryFacts, paceFacts } from './server-facts';

const gib = 2 ** 30;

it('leaves out a device that does not say how much memory it has', () => {
  const server = serverView({ devices: [{ name: 'RTX 4090', type: 'cuda', vramTotalBytes: 24 * gib, vramFreeBytes: 6 * gib }, { name: 'cpu', type: 'cpu' }] });

  expect(memoryFacts(server)).toEqual([{ name: 'RTX 4090', used: '18 GiB of 24 GiB', fraction: 0.75 }]);
});

it('names the one device as its maker does, and several as ComfyUI does', () => {
  const device = { name: 'cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync', type: 'cuda', vramTotalBytes: gib, vramFreeBytes: 0 };

  expect(memoryFacts(serverView({ devices: [device] })).map(({ name }) => name)).toEqual(['NVIDIA GeForce RTX 4090']);
  expect(memoryFacts(serverView({ devices: [device, device] }))[0]?.name).toBe(device.name);
});

it.each([
  ['that nothing was drawn rather than a time that was not measured', {}, ['nothing drawn yet', '0 failed in the last hour']],
  ['what was measured, and no more', { cellsPerMinute: 12.345, secondsPerCell: 4.86, secondsPerStep: 0.243, failureCount: 2 }, ['12 cells a minute', '4.9 s a cell', '0.24 s a step', '2 failed in the last hour']],
])('says %s', (_, changed, facts) => {
  expect(paceFacts(serverView(changed)).map(({ value, name }) => `${value} ${name}`)).toEqual(facts);
});

it('says what a server is', () => {
  expect(makeFacts(serverView({ version: '0.33.0', nodeClassCount: 1_843 }))).toEqual(['ComfyUI 0.33.0', '1,843 node classes']);
});
