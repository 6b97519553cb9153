import { chance } from './noise-field.js';

/** How one variant of a prompt is composed; lengths in units of the shorter side. */
export interface Layout {
  readonly variant: number;
  readonly seed: number;
  readonly horizon: number;
  /** The main subject's place, its size against its usual one, and whether it is mirrored. */
  readonly subjectAt: number;
  readonly subjectScale: number;
  readonly mirror: 1 | -1;
  readonly sunAt: number;
  readonly sunLift: number;
}

/** How many variants each prompt has. */
export const LAYOUT_COUNT = 16;

/** The variants that a model knows. They come in twos that are close to each other; the picture's noise decides among them. */
export function layoutOf(variant: number, modelSeed: number): Layout {
  const seed = 1000 + Math.floor(variant / 2) + 97 * modelSeed;
  const nudge = variant % 2;
  const isLeft = chance(1, seed) < 0.5;
  const side = isLeft ? -1 : 1;
  return {
    variant,
    seed,
    horizon: 0.63 + 0.11 * chance(2, seed) + 0.025 * nudge,
    subjectAt: side * (0.04 + 0.17 * chance(3, seed)) + 0.035 * nudge,
    subjectScale: 0.92 + 0.24 * chance(4, seed) + 0.06 * nudge,
    mirror: chance(5, seed) < 0.5 ? 1 : -1,
    sunAt: -side * (0.12 + 0.2 * chance(6, seed)),
    sunLift: 0.06 * chance(7, seed),
  };
}
