import { hash3 } from './noise-field.js';

/** Side of a tile in pixels; a power of two. */
export const TILE = 256;

/** Brush strokes that repeat without seams, about −1 to 1: flat ones, and ones that rise to the right. */
export const brushTiles = { flat: strokes(0), rising: strokes(1) };

/** Lattice noise at three scales, stretched along the stroke; `rise` is the stroke's slope. */
function strokes(rise: 0 | 1): Float32Array {
  const tile = new Float32Array(TILE * TILE);
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) {
      const across = y + rise * x;
      const broad = periodicNoise(x / 32, across / 8, 8, 32, 1 + rise);
      const fine = periodicNoise(x / 16, across / 3.2, 16, 80, 3 + rise);
      const hair = periodicNoise(x / 8, across / 1.6, 32, 160, 5 + rise);
      tile[y * TILE + x] = 0.62 * broad + 0.36 * fine + 0.2 * hair;
    }
  }
  return tile;
}

/** Value noise on a lattice that repeats after so many cells. */
function periodicNoise(x: number, y: number, cellsX: number, cellsY: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [smooth(x - left), smooth(y - top)];
  const corner = (dx: number, dy: number): number => hash3((left + dx) % cellsX, (top + dy) % cellsY, seed) / 0x8000_0000 - 1;
  const upper = corner(0, 0) + across * (corner(1, 0) - corner(0, 0));
  const lower = corner(0, 1) + across * (corner(1, 1) - corner(0, 1));
  return upper + down * (lower - upper);
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
