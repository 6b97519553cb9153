import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Names of the pictures that an engine with this folder has saved for Gridscope: one a prompt where each draws one picture. */
export async function drawnFiles(engineDir: string): Promise<string[]> {
  const names = await readdir(join(engineDir, 'output'), { recursive: true });
  return names.filter((name) => /^gridscope.*\.png$/.test(name));
}
