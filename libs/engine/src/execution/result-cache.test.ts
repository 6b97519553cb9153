import { expect, it } from 'vitest';
import type { CacheMode } from './engine-options.js';
import { ResultCache } from './result-cache.js';

const entry = { outputs: [[1]] };

/** Which of two prompts' results are there when a third begins that shares the second's. */
function keptBy(mode: CacheMode): string[] {
  const cache = new ResultCache(mode);
  for (const signature of ['first', 'second']) {
    cache.begin(new Set([signature]));
    cache.set(signature, entry);
  }
  cache.begin(new Set(['second']));
  return ['first', 'second'].filter((signature) => cache.get(signature) !== undefined);
}

it.each<[string, CacheMode, string[]]>([
  ['the previous prompt alone by default', { kind: 'default' }, ['second']],
  ['the previous prompt alone in the classic way', { kind: 'classic' }, ['second']],
  ['everything in memory', { kind: 'ram' }, ['first', 'second']],
  ['the newest of so many', { kind: 'lru', size: 1 }, ['second']],
  ['all of as many as there are', { kind: 'lru', size: 2 }, ['first', 'second']],
  ['nothing when told so', { kind: 'none' }, []],
])('keeps %s', (_, mode, kept) => {
  expect(keptBy(mode)).toEqual(kept);
});
