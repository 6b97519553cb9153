import { describe, expect, it } from 'vitest';
import { mosaicIndexes, mosaicOf } from './mosaic.js';

describe('mosaicIndexes', () => {
  it.each([
    ['every cell of a small plan', 4, [0, 1, 2, 3]],
    ['nine spread cells of a larger one, first and last among them', 81, [0, 10, 20, 30, 40, 50, 60, 70, 80]],
    ['none of an empty one', 0, []],
  ])('takes %s', (_, cellCount, indexes) => {
    expect(mosaicIndexes(cellCount)).toEqual(indexes);
  });
});

describe('mosaicOf', () => {
  const at = (index: number) => ({ index, leadImage: `picture ${index}` });

  it('fills up with other finished cells, in plan order, none twice', () => {
    expect(mosaicOf([at(10), at(0)], [at(10), at(5)])).toEqual(['picture 0', 'picture 5', 'picture 10']);
  });

  it('has nine at most', () => {
    expect(mosaicOf([], Array.from({ length: 20 }, (_, index) => at(index)))).toHaveLength(9);
  });
});
