import { readFileSync } from 'node:fs';

/** One step of a recorded scenario; what it holds depends on its kind. */
export type RecordedStep = Record<string, unknown> & { kind: string };

/** A file of recorded numbers or of a scenario, by its name without `.json`. */
export function recording<T>(name: string): T {
  const path = new URL(`../../../../../test/recorded/comfyui/0.33.0/${name}.json`, import.meta.url);
  // The recordings are in the repository: the caller knows their shape.
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
