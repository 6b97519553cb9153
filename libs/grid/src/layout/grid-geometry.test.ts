import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridGeometry, tileRectangle, type GridGeometryInput, type Rectangle } from './grid-geometry.js';

const base: GridGeometryInput = {
  columns: 3, rows: 2, tileWidthPx: 100, tileHeightPx: 80, gapPx: 4, fontPx: 10, measure: (text) => text.length * 6,
  columnLabels: ['2', '4', '8'], rowLabels: ['euler', 'lcm'], title: 'steps × sampler', xName: 'steps', yName: 'sampler',
};

function rectanglesOf(input: GridGeometryInput): Rectangle[] {
  const geometry = gridGeometry(input);
  const tiles = Array.from({ length: input.rows * input.columns }, (_, tile) => tileRectangle(geometry, tile % input.columns, Math.floor(tile / input.columns)));
  return [geometry.title, geometry.xName, geometry.yName, ...geometry.columnLabels, ...geometry.rowLabels, ...tiles].filter((one) => one !== undefined);
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

const inputs = fc.record({
  columns: fc.integer({ min: 1, max: 4 }), rows: fc.integer({ min: 1, max: 4 }), tileWidthPx: fc.integer({ min: 16, max: 300 }), tileHeightPx: fc.integer({ min: 16, max: 300 }),
  gapPx: fc.integer({ min: 0, max: 10 }), fontPx: fc.integer({ min: 8, max: 30 }), label: fc.string({ minLength: 1, maxLength: 400 }), isNamed: fc.boolean(),
}).map(({ label, isNamed, ...sizes }): GridGeometryInput => ({
  ...sizes,
  measure: (text) => text.length * sizes.fontPx * 0.6,
  columnLabels: Array.from({ length: sizes.columns }, () => label),
  rowLabels: Array.from({ length: sizes.rows }, () => label),
  ...(isNamed && { title: label, xName: label, yName: label }),
}));

describe('the geometry of a grid', () => {
  it('keeps labels, names, title and tiles apart and inside of the picture, however long the labels', () => {
    fc.assert(fc.property(inputs, (input) => {
      const rectangles = rectanglesOf(input);
      const { widthPx, heightPx } = gridGeometry(input);

      for (const [position, one] of rectangles.entries()) {
        expect(rectangles.slice(position + 1).filter((other) => overlap(one, other))).toEqual([]);
        expect(one.x + one.width).toBeLessThanOrEqual(widthPx);
        expect(one.y + one.height).toBeLessThanOrEqual(heightPx);
      }
    }), { numRuns: 60 });
  });

  it('makes every block high enough for its lines, and every line narrow enough', () => {
    fc.assert(fc.property(inputs, (input) => {
      const { columnLabels, rowLabels, title, xName, yName } = gridGeometry(input);

      for (const block of [title, xName, yName, ...columnLabels, ...rowLabels]) {
        if (block === undefined) continue;
        expect(block.lines.length * block.lineHeightPx).toBeLessThanOrEqual(block.height);
        for (const line of block.lines) if (line.length > 1) expect(input.measure(line)).toBeLessThanOrEqual(Math.max(block.width, 0));
      }
    }), { numRuns: 60 });
  });

  it('puts each label beside its tiles', () => {
    const geometry = gridGeometry(base);

    for (const [column, label] of geometry.columnLabels.entries()) expect(label.x).toBe(tileRectangle(geometry, column, 0).x);
    for (const [row, label] of geometry.rowLabels.entries()) expect(label.y).toBe(tileRectangle(geometry, 0, row).y);
    expect(geometry.columnLabels.map(({ lines }) => lines)).toEqual([['2'], ['4'], ['8']]);
  });

  it('needs no room for labels that are not there', () => {
    const { widthPx, heightPx } = gridGeometry({ columns: 3, rows: 2, tileWidthPx: 100, tileHeightPx: 80, gapPx: 4, fontPx: 10, measure: base.measure, columnLabels: [], rowLabels: [] });

    expect([widthPx, heightPx]).toEqual([3 * 100 + 4 * 4, 2 * 80 + 3 * 4]);
  });

  it('has no tile outside', () => {
    expect(() => tileRectangle(gridGeometry(base), 3, 0)).toThrow(RangeError);
  });
});
