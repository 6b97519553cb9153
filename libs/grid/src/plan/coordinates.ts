/**
 * The coordinates of a cell, X first: cell i is at [i % X, floor(i / X) % Y, floor(i / (X * Y)) % Z, …].
 * Throws RangeError where there is no such cell. No axes: the one cell 0 is at [].
 */
export function coordinatesOf(index: number, sizes: readonly number[]): number[] {
  const cellCount = cellCountOf(sizes);
  if (!Number.isInteger(index) || index < 0 || index >= cellCount) {
    throw new RangeError(`There is no cell ${index} in a plan of ${cellCount} cells.`);
  }
  let rest = index;
  return sizes.map((size) => {
    const coordinate = rest % size;
    rest = Math.floor(rest / size);
    return coordinate;
  });
}

/** The index of the cell at these coordinates, X first; the inverse of `coordinatesOf`. Throws RangeError outside. */
export function indexOf(coordinates: readonly number[], sizes: readonly number[]): number {
  if (coordinates.length !== sizes.length) {
    throw new RangeError(`${coordinates.length} coordinates do not say where a cell is among ${sizes.length} axes.`);
  }
  return sizes.reduceRight((index, size, axis) => index * size + checkedCoordinate(coordinates[axis], size, axis), 0);
}

/** How many cells axes of these sizes make; 1 without axes, 0 when one is empty. Exact up to 2^53 − 1. */
export function cellCountOf(sizes: readonly number[]): number {
  return sizes.reduce((count, size) => count * size, 1);
}

function checkedCoordinate(coordinate: number | undefined, size: number, axis: number): number {
  if (coordinate === undefined || !Number.isInteger(coordinate) || coordinate < 0 || coordinate >= size) {
    throw new RangeError(`Axis ${axis + 1} has ${size} values: it has no position ${String(coordinate)}.`);
  }
  return coordinate;
}
