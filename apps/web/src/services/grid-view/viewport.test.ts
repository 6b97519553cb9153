import { describe, expect, it } from 'vitest';
import { cellRectangle, cellUnder, contentSize, fittingTilePx, gridMetrics, pointKept, scrollKeeping, scrollToShow, visibleRange, zoomedTilePx } from './viewport';

const metrics = gridMetrics({ columns: 5, rows: 4 }, 100, 1);

describe('gridMetrics', () => {
  it.each([
    ['square', 1, { width: 120, height: 120 }],
    ['upright', 0.5, { width: 60, height: 120 }],
    ['wide', 2, { width: 120, height: 60 }],
  ])('makes %s tiles whose longest side is what was asked', (_, aspect, tile) => {
    expect(gridMetrics({ columns: 1, rows: 1 }, 120, aspect).tile).toEqual(tile);
  });

  it('lays tiles side by side with a gap behind each', () => {
    expect(cellRectangle(metrics, { column: 2, row: 1 })).toEqual({ x: 204, y: 102, width: 100, height: 100 });
    expect(contentSize(metrics)).toEqual({ width: 510, height: 408 });
  });
});

it('finds the cell under a point, and none outside', () => {
  expect(cellUnder(metrics, { x: 205, y: 103 })).toEqual({ column: 2, row: 1 });
  expect(cellUnder(metrics, { x: 511, y: 3 })).toBeUndefined();
  expect(cellUnder(metrics, { x: -1, y: 3 })).toBeUndefined();
});

it.each([
  ['the beginning', 0, 250, { from: 0, to: 3 }],
  ['the middle, cut at both sides', 150, 250, { from: 1, to: 4 }],
  ['nothing beyond the end', 400, 300, { from: 4, to: 5 }],
])('shows %s', (_, scroll, window, range) => {
  expect(visibleRange(scroll, window, 100, 5)).toEqual(range);
});

it.each([
  ['stays when it is shown already', 100, 150, 100, 100],
  ['goes back to what is before', 100, 50, 100, 50],
  ['goes on until the end is shown', 100, 280, 100, 180],
  ['begins at what is larger than the window', 100, 250, 400, 250],
])('%s', (_, scroll, from, length, expected) => {
  expect(scrollToShow(scroll, 200, from, length)).toBe(expected);
});

describe('zooming', () => {
  it('fits the page exactly, a pixel more would not', () => {
    const window = { width: 1000, height: 500 };
    const tilePx = fittingTilePx({ columns: 5, rows: 4 }, window, 1);

    expect(contentSize(gridMetrics({ columns: 5, rows: 4 }, tilePx, 1)).height).toBeLessThanOrEqual(500);
    expect(contentSize(gridMetrics({ columns: 5, rows: 4 }, tilePx + 1, 1)).height).toBeGreaterThan(500);
  });

  it.each([
    ['in', 100, 1, 125],
    ['out', 100, -1, 80],
    ['in from a fitted overview', 8, 1, 10],
    ['no further in than 512 px', 500, 1, 512],
    ['no further out than 32 px', 33, -1, 32],
    ['out of a fitted overview leaves it', 8, -1, 8],
  ])('%s', (_, from, steps, to) => {
    expect(zoomedTilePx(from, steps)).toBe(to);
  });

  it('keeps what is under the pointer there', () => {
    const scroll = scrollKeeping(300, 120, 2);

    expect((scroll + 120) / 2).toBe(300 + 120);
  });
});

it.each([
  ['a tile that is seen, in its middle', { x: 350, y: 120, width: 100, height: 100 }, { x: 100, y: 70 }],
  ['a tile that is half seen, in its middle', { x: 250, y: 120, width: 100, height: 100 }, { x: 0, y: 70 }],
  ['the middle of the window where the tile is out of sight', { x: 0, y: 0, width: 100, height: 100 }, { x: 200, y: 150 }],
  ['the middle of the window where there is no tile', undefined, { x: 200, y: 150 }],
])('keeps %s where it is while tiles are scaled', (_, tile, point) => {
  expect(pointKept(tile, { x: 300, y: 100 }, { width: 400, height: 300 })).toEqual(point);
});
