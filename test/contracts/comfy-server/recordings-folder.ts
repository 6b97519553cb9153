import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the recordings of ComfyUI 0.33.0 lie, from the source and from what was compiled of it. */
export function recordingsFolder(from = import.meta.dirname): string {
  const folder = join(from, 'recorded/comfyui/0.33.0');
  if (existsSync(folder)) return folder;
  if (dirname(from) === from) throw new Error('test/recorded/comfyui/0.33.0 was not found above this program');
  return recordingsFolder(dirname(from));
}
