import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.js';
import { temporaryFolder } from '../support/start-app.js';
import { ClaimWatch } from './claim-watch.js';
import type { Program } from './pulse.js';
import type { Row } from './rows.js';
import { Troubles } from './troubles.js';

/** Two processes that answer at once, and an attempt that is held by these workers in turn, another at every look. */
async function watched(holders: readonly string[], troubles = new Troubles()) {
  const dataFolder = await temporaryFolder(onTestFinished);
  await mkdir(join(dataFolder, 'processes'));
  for (const [place, workerId] of ['ash', 'birch'].entries()) await writeFile(join(dataFolder, 'processes', `${workerId}.json`), JSON.stringify({ pid: place + 1 }));
  const answering = createServer((_, response) => response.end('well'));
  await new Promise<void>((resolve) => { answering.listen(0, '127.0.0.1', resolve); });
  onTestFinished(() => void answering.close());
  // A server that listens on a port has an AddressInfo.
  const origin = `http://127.0.0.1:${(answering.address() as AddressInfo).port}`;
  const programs: Program[] = [{ pid: 1 }, { pid: 2 }];
  let looks = 0;
  const rows = { all: async (): Promise<Row[]> => [{ id: 'a', worker_id: holders[looks++ % holders.length] ?? '', lease_until: 0 }] };
  const watch = new ClaimWatch({ dataFolder, programs, originOf: () => origin, options: { leaseSeconds: 0.1 } }, rows, troubles);
  onTestFinished(() => watch.stop());
  watch.start();
  return { watch, looks: () => looks };
}

it('finds a claim that went from a process that works to another', async () => {
  const { watch } = await watched(['ash', 'birch']);

  const [stolen] = await eventually('it is found', async () => watch.stolen.length > 0 && watch.stolen);

  expect(stolen).toMatch(/attempt a was taken from a process that lives/);
});

it.each<[string, readonly string[], Troubles]>([
  ['stays with its process', ['ash'], new Troubles()],
  ['goes from a process that has ended', ['cedar', 'dogwood'], new Troubles()],
  ['changes hands while leases are moved', ['ash', 'birch'], (() => {
    const troubles = new Troubles();
    troubles.begin('leases');
    return troubles;
  })()],
])('finds nothing where a claim %s', async (_, holders, troubles) => {
  const { watch, looks } = await watched(holders, troubles);

  await eventually('it has looked often', async () => looks() > 8);
  await watch.stop();

  expect(watch.stolen).toEqual([]);
});
