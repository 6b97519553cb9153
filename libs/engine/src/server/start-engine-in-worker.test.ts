import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEngineInWorker } from './start-engine-in-worker.js';

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'engine-worker-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

it('answers from a thread of its own and is gone when it is closed', async () => {
  const engine = await startEngineInWorker({ dir });

  const { status } = await fetch(`${engine.url}/queue`);
  await engine.close();

  expect(status).toBe(200);
  await expect(fetch(`${engine.url}/queue`)).rejects.toThrow();
});

it('says why it could not start', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  await expect(startEngineInWorker({ dir, port })).rejects.toThrow(/could not start: .*EADDRINUSE/);
  other.close();
});

it('can be closed after its thread has ended by itself', async () => {
  const engine = await startEngineInWorker({ dir });
  await engine.close();

  await expect(engine.close()).resolves.toBeUndefined();
  await expect(engine.ended).resolves.toBeUndefined();
});
