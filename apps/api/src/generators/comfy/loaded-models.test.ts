import { expect, it } from 'vitest';
import type { ServersService } from '../../servers/servers.service.js';
import type { DrawnModelsRepository } from './drawn-models.repository.js';
import { LoadedModels } from './loaded-models.js';

const GiB = 1024 ** 3;
const signal = new AbortController().signal;

/** A server with so much memory free, of which attempts of any process have recorded these models. */
function setUp({ freeGiB = 1, totalGiB = 24, recorded = [] as Record<string, string>[], isShared = false } = {}) {
  const freed: { unloadModels?: boolean; freeMemory?: boolean }[] = [];
  const looks: string[] = [];
  // The two collaborators as far as they are used.
  const servers = { list: () => [{ id: 's', memoryTotalBytes: totalGiB * GiB, memoryFreeBytes: freeGiB * GiB }], clientOf: () => ({ free: async ({ unloadModels, freeMemory }: (typeof freed)[number]) => void freed.push({ unloadModels, freeMemory }) }) } as unknown as ServersService;
  const drawn = { latestFacts: async (serverId: string) => { looks.push(serverId); return recorded.map((models) => JSON.stringify({ models })); }, areOthersAt: async () => isShared } as unknown as DrawnModelsRepository;
  const loaded = new LoadedModels(servers, drawn);
  return { freed, looks, send: (modelKey: string, models: Record<string, string> = {}) => loaded.makeRoom('s', { modelKey, facts: { models } }, signal) };
}

it.each<[string, { freeGiB?: number; totalGiB?: number; isShared?: boolean }, number]>([
  ['little memory is free', { freeGiB: 1 }, 1],
  ['less than 15 % of a large memory is free', { freeGiB: 11, totalGiB: 80 }, 1],
  ['there is room for both', { freeGiB: 12 }, 0],
  ['another process draws there too', { freeGiB: 1, isShared: true }, 0],
])('decides by the memory whether a server unloads between two groups of models: %s', async (_, memory, times) => {
  const { freed, send } = setUp(memory);

  await send('a');
  await send('a');
  await send('b');

  expect(freed).toEqual(Array.from({ length: times }, () => ({ unloadModels: true, freeMemory: false })));
});

it('has a server forget everything when a file that it drew with was replaced under its name', async () => {
  const { freed, send } = setUp({ freeGiB: 20 });

  await send('a', { 'checkpoints/x': '1:1' });
  await send('a', { 'checkpoints/x': '2:2' });

  expect(freed).toEqual([{ unloadModels: true, freeMemory: true }]);
});

it.each([
  ['another process drew with the older file', [{ 'checkpoints/x': '1:1' }], 1],
  ['another process drew with this file since', [{ 'checkpoints/x': '2:2' }, { 'checkpoints/x': '1:1' }], 0],
  ['nobody drew with it', [{ 'loras/y': '1:1' }], 0],
])('looks up what it does not know itself: %s', async (_, recorded, times) => {
  const { freed, send } = setUp({ freeGiB: 20, recorded });

  await send('a', { 'checkpoints/x': '2:2' });

  expect(freed).toHaveLength(times);
});

it('asks the database once for a file, not for every cell', async () => {
  const { looks, send } = setUp();

  await send('a', { 'checkpoints/x': '1:1' });
  await send('a', { 'checkpoints/x': '1:1' });

  expect(looks).toHaveLength(1);
});
