import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder with the engine's folders in it, and how to get rid of it. */
export async function makeDir(): Promise<{ dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'engine-nodes-'));
  for (const name of ['input', 'output', 'temp']) await mkdir(join(dir, name));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
