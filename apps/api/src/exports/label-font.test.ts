import { beforeAll, expect, it } from 'vitest';
import { LabelFont } from './label-font.js';

let font: LabelFont;
beforeAll(async () => {
  font = await LabelFont.open();
});

it('measures a wider text wider, in proportion to the size', () => {
  const narrow = font.measure('ill', 20);
  const wide = font.measure('www', 20);

  expect(wide).toBeGreaterThan(narrow * 2);
  expect(font.measure('www', 40)).toBeCloseTo(wide * 2);
});

it.each([
  ['Latin', 'steps'],
  ['letters with marks', 'čáß'],
  ['Cyrillic', 'маяк'],
  ['Greek', 'φάρος'],
])('draws %s as outlines', (_, text) => {
  expect(font.pathOf(text, 0, 20, 20)).toMatch(/^M/);
});

it('draws a box where it has no character, so that nothing is left out', () => {
  expect(font.measure('灯', 20)).toBeGreaterThan(0);
  expect(font.pathOf('灯', 0, 20, 20).length).toBeGreaterThan(0);
});
