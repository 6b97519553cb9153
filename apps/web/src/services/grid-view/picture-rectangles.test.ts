import { describe, expect, it } from 'vitest';
import { atlasRectangle, fitInside, sharedAspect } from './picture-rectangles';

it('puts a picture in the middle of a tile, whole', () => {
  expect(fitInside(2, { x: 10, y: 10, width: 100, height: 100 })).toEqual({ x: 10, y: 35, width: 100, height: 50 });
});

describe('atlasRectangle', () => {
  it.each([
    ['a square picture fills its tile', { width: 512, height: 512 }, { x: 128, y: 64, width: 64, height: 64 }],
    ['an upright one lies in the middle', { width: 256, height: 512 }, { x: 144, y: 64, width: 32, height: 64 }],
    ['a small one is not enlarged', { width: 32, height: 32 }, { x: 144, y: 80, width: 32, height: 32 }],
    ['one of unknown size may be anywhere in it', undefined, { x: 128, y: 64, width: 64, height: 64 }],
  ])('%s', (_, picture, rectangle) => {
    expect(atlasRectangle(6, 4, 64, picture)).toEqual(rectangle);
  });
});

describe('sharedAspect', () => {
  it.each([
    ['none yet', [], 1],
    ['one size', [{ width: 832, height: 1216 }], 832 / 1216],
    ['upright and wide together', [{ width: 1000, height: 500 }, { width: 500, height: 1000 }], 1],
  ])('%s', (_, pictures, aspect) => {
    expect(sharedAspect(pictures)).toBeCloseTo(aspect);
  });
});
