import { cellCountOf, coordinatesOf } from '../plan/coordinates.js';

/** `cheapest`: as little of the workflow as can be runs again from cell to cell; `rows`: as one reads; `corners`: the ends and the middle of every axis first, then between them. */
export type DrawOrder = 'cheapest' | 'rows' | 'corners';

/** Where the cell with an index stands; lower is drawn first, no two are equal. */
export type DrawingPosition = (index: number) => number;

/**
 * The order in which the cells of a plan are drawn. `sizes`: values per axis, X first; `costs`: what a step along each axis makes run again (`rerunCost`):
 * the most costly axis runs slowest, and of equally costly ones X runs fastest.
 */
export function drawingPosition(order: DrawOrder, sizes: readonly number[], costs: readonly number[]): DrawingPosition {
  if (order === 'rows') return (index) => index;
  return order === 'corners' ? cornersFirst(sizes) : cheapestFirst(sizes, costs);
}

function cheapestFirst(sizes: readonly number[], costs: readonly number[]): DrawingPosition {
  const innermostFirst = sizes.map((_, axis) => axis).sort((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0) || a - b);
  return (index) => {
    const coordinates = coordinatesOf(index, sizes);
    return innermostFirst.reduceRight((position, axis) => position * (sizes[axis] ?? 1) + (coordinates[axis] ?? 0), 0);
  };
}

/** Coarse to fine, as a picture that loads progressively: at each level first what is new on all axes. */
function cornersFirst(sizes: readonly number[]): DrawingPosition {
  const levels = sizes.map(levelsOf);
  const cellCount = cellCountOf(sizes);
  return (index) => {
    const own = coordinatesOf(index, sizes).map((coordinate, axis) => levels[axis]?.[coordinate] ?? 0);
    const level = Math.max(0, ...own);
    const others = own.filter((axisLevel) => axisLevel !== level).length;
    return (level * (sizes.length + 1) + others) * cellCount + index;
  };
}

/** 0 at both ends, 1 in the middle, 2 in the middles between, and so on. */
function levelsOf(size: number): number[] {
  const levels = Array.from({ length: size }, () => 0);
  const halve = (from: number, to: number, level: number) => {
    if (to - from < 2) return;
    const middle = Math.floor((from + to) / 2);
    levels[middle] = level;
    halve(from, middle, level + 1);
    halve(middle, to, level + 1);
  };
  halve(0, size - 1, 1);
  return levels;
}
