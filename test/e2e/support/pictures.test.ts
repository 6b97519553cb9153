import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decode, findPicture } from './pictures.js';

const tile = (background: string) => sharp({ create: { width: 8, height: 8, channels: 3, background } }).png().toBuffer();

it('finds each picture where it lies, so that two that were swapped are seen', async () => {
  const [red, blue] = await Promise.all([tile('red'), tile('blue')]);
  const sheetOf = (first: Buffer, second: Buffer) => sharp({ create: { width: 40, height: 20, channels: 3, background: 'white' } }).composite([{ input: first, left: 3, top: 5 }, { input: second, left: 21, top: 5 }]).png().toBuffer();

  const right = await decode(await sheetOf(red, blue));
  const swapped = await decode(await sheetOf(blue, red));

  expect(findPicture(right, await decode(red))).toEqual({ x: 3, y: 5 });
  expect(findPicture(swapped, await decode(red))).toEqual({ x: 21, y: 5 });
  expect(findPicture(right, await decode(await tile('green')))).toBeUndefined();
});
