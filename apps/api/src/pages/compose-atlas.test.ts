import sharp from 'sharp';
import { expect, it } from 'vitest';
import { composeAtlas } from './compose-atlas.js';

const plain = (background: string, width: number, height: number) => sharp({ create: { width, height, channels: 3, background } }).webp({ lossless: true }).toBuffer();
const thumbnails: Record<string, Promise<Buffer>> = { red: plain('#ff0000', 64, 64), tall: plain('#0000ff', 32, 64) };
const thumbnailOf = (hash: string) => thumbnails[hash] ?? Promise.reject(new Error(`no ${hash}`));

async function pixel(atlas: Buffer, x: number, y: number): Promise<number[]> {
  return [...(await sharp(atlas).ensureAlpha().extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer())];
}

it('puts each picture at its place and leaves the others transparent', async () => {
  const atlas = await composeAtlas({ columns: 2, rows: 2, tilePx: 64, hashes: [undefined, 'red', 'tall', undefined] }, thumbnailOf);

  expect((await pixel(atlas, 10, 10))[3]).toBe(0);
  expect((await pixel(atlas, 96, 32))[0]).toBeGreaterThan(230);
  expect((await pixel(atlas, 32, 96))[2]).toBeGreaterThan(230);
  expect((await pixel(atlas, 96, 96))[3]).toBe(0);
});

it('centres a narrow picture in its tile', async () => {
  const atlas = await composeAtlas({ columns: 1, rows: 1, tilePx: 64, hashes: ['tall'] }, thumbnailOf);

  expect((await pixel(atlas, 4, 32))[3]).toBe(0);
  expect((await pixel(atlas, 60, 32))[3]).toBe(0);
});
