import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fromBytes } from './image-ops/bytes.js';
import { fakeContext } from './testing/fake-context.js';
import { makeDir } from './testing/make-dir.js';
import { runNode } from './testing/run-node.js';

let place: Awaited<ReturnType<typeof makeDir>>;
beforeEach(async () => void (place = await makeDir()));
afterEach(() => place.remove());

const images = fromBytes({ batch: 2, height: 2, width: 2, channels: 3 }, Uint8Array.from({ length: 24 }, (_, i) => (i < 12 ? 10 : 200)));
const prompt = { '1': { class_type: 'EmptyImage', inputs: {} } };

it('writes a WebP whose frames are the batch, with the prompt in it', async () => {
  const context = fakeContext(place.dir, { prompt });

  const { ui } = await runNode('SaveAnimatedWEBP', { images, filename_prefix: 'moving', fps: 5, lossless: true, quality: 80, method: 'default' }, context);

  const bytes = await readFile(join(place.dir, 'output', 'moving_00001_.webp'));
  const metadata = await sharp(bytes).metadata();
  expect(ui).toEqual({ images: [{ filename: 'moving_00001_.webp', subfolder: '', type: 'output' }], animated: [true] });
  expect(metadata).toMatchObject({ pages: 2, delay: [200, 200], loop: 0 });
  expect(metadata.exif?.toString('latin1')).toContain('prompt:{"1": {"class_type": "EmptyImage", "inputs": {}}}');
  expect([...new Set(await sharp(bytes, { animated: true }).removeAlpha().raw().toBuffer())]).toEqual([10, 200]);
});

it('writes a PNG that moves, counted on from other kinds of files', async () => {
  const context = fakeContext(place.dir, { prompt });
  await runNode('SaveAnimatedWEBP', { images, filename_prefix: 'moving', fps: 5, lossless: true, quality: 80, method: 'default' }, context);

  const { ui } = await runNode('SaveAnimatedPNG', { images, filename_prefix: 'moving', fps: 5, compress_level: 4 }, context);

  const bytes = await readFile(join(place.dir, 'output', 'moving_00002_.png'));
  expect(ui).toEqual({ images: [{ filename: 'moving_00002_.png', subfolder: '', type: 'output' }], animated: [true] });
  expect(chunkTypes(bytes)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'comf', 'fcTL', 'fdAT', 'IEND']);
  expect([...new Set(await sharp(bytes).raw().toBuffer())]).toEqual([10]);
});

it('sends pictures whole over the socket, counting from 0, and keeps nothing', async () => {
  const context = fakeContext(place.dir);

  const result = await runNode('SaveImageWebsocket', { images }, context);

  expect(result).toEqual({ outputs: [] });
  expect(context.told.steps).toEqual([[0, 2], [1, 2]]);
  expect(context.told.previews).toMatchObject([
    { width: 2, height: 2, channels: 3, format: 'png', isFullSize: true },
    { width: 2, height: 2, channels: 3, format: 'png', isFullSize: true },
  ]);
});

it('tells a picture its size in the words that ComfyUI sends', async () => {
  const context = fakeContext(place.dir);

  const { outputs } = await runNode('GetImageSize', { image: images }, context);

  expect(outputs).toEqual([2, 2, 2]);
  expect(context.told.texts).toEqual(['width: 2, height: 2\n batch size: 2']);
});

function chunkTypes(png: Buffer): string[] {
  const types: string[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) types.push(png.toString('latin1', at + 4, at + 8));
  return types;
}
