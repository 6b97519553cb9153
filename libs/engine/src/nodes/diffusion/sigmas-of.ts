import type { Sigmas } from '../values.js';

/** Noise levels as they travel along links. */
export function sigmasOf(values: Iterable<number>): Sigmas {
  return { kind: 'SIGMAS', values: Float32Array.from(values) };
}
