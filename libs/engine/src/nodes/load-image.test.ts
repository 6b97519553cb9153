import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toBytes } from './image-ops/bytes.js';
import { loadImage } from './load-image.js';
import { NodeInputs } from './node-inputs.js';
import { fakeContext } from './testing/fake-context.js';
import { makeDir } from './testing/make-dir.js';
import type { Image, Mask } from './values.js';

let place: Awaited<ReturnType<typeof makeDir>>;
beforeEach(async () => void (place = await makeDir()));
afterEach(() => place.remove());

// Two pixels: a half transparent one and an opaque one.
const rgba = Buffer.from([200, 100, 50, 128, 10, 20, 30, 255]);
const png = () => sharp(rgba, { raw: { width: 2, height: 1, channels: 4 } }).png().toBuffer();

async function load(image: string): Promise<{ image: Image; mask: Mask }> {
  const { outputs } = await loadImage.run(new NodeInputs({ image }), fakeContext(place.dir));
  const [picture, mask] = outputs;
  // LoadImage gives these two.
  return { image: picture as Image, mask: mask as Mask };
}

it('keeps the colours of transparent pixels, and gives 1 − alpha as the mask', async () => {
  await writeFile(join(place.dir, 'input', 'glass.png'), await png());

  const { image, mask } = await load('glass.png');

  expect([...toBytes(image)]).toEqual([200, 100, 50, 10, 20, 30]);
  expect(mask).toMatchObject({ batch: 1, height: 1, width: 2, data: Float32Array.of(1 - Math.fround(128 / 255), 0) });
});

it('gives an empty mask of 64 × 64 for a picture without alpha', async () => {
  await writeFile(join(place.dir, 'input', 'plain.png'), await sharp(await png()).removeAlpha().png().toBuffer());

  const { mask } = await load('plain.png');

  expect(mask).toMatchObject({ batch: 1, height: 64, width: 64 });
  expect(mask.data.every((value) => value === 0)).toBe(true);
});

it('reads a grey picture as RGB', async () => {
  await writeFile(join(place.dir, 'input', 'grey.png'), await sharp(Buffer.from([7, 250]), { raw: { width: 2, height: 1, channels: 1 } }).toColourspace('b-w').png().toBuffer());

  const { image } = await load('grey.png');

  expect([...toBytes(image)]).toEqual([7, 7, 7, 250, 250, 250]);
});

it('reads a moving picture as a batch', async () => {
  const raw = { width: 2, height: 4, channels: 3 as const, pageHeight: 2 };
  const frames = Buffer.concat([Buffer.alloc(12, 10), Buffer.alloc(12, 200)]);
  await writeFile(join(place.dir, 'input', 'moving.webp'), await sharp(frames, { raw }).webp({ lossless: true, delay: [100, 100] }).toBuffer());

  const { image } = await load('moving.webp');

  expect([image.batch, image.height, image.width]).toEqual([2, 2, 2]);
  expect([...new Set(toBytes(image))]).toEqual([10, 200]);
});

it.each([
  ['the output folder', 'glass.png [output]', 'output'],
  ['the temp folder', 'glass.png [temp]', 'temp'],
  ['the input folder by its name', 'glass.png [input]', 'input'],
])('reads from %s', async (_, name, folder) => {
  await writeFile(join(place.dir, folder, 'glass.png'), await png());

  await expect(load(name)).resolves.toMatchObject({ image: { width: 2, height: 1 } });
});

it('says of a file that is no picture what Pillow says', async () => {
  const path = join(place.dir, 'input', 'bad.png');
  await writeFile(path, 'no picture');

  await expect(load('bad.png')).rejects.toMatchObject({ name: 'PIL.UnidentifiedImageError', message: `cannot identify image file '${path}'` });
});

it('fails on a PNG that breaks off, rather than to draw from half a picture', async () => {
  const whole = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'white', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).png().toBuffer();
  await writeFile(join(place.dir, 'input', 'cut.png'), whole.subarray(0, whole.length / 2));

  await expect(load('cut.png')).rejects.toMatchObject({ name: 'OSError', message: expect.stringContaining('image file is truncated') });
});

it.each<[string, unknown, boolean | string]>([
  ['a file that is there', 'glass.png', true],
  ['a file that is not', 'nosuch.png', 'Invalid image file: nosuch.png'],
  ['a file outside of the folder', '../../secret.png', 'Invalid image file: ../../secret.png'],
])('judges %s before the prompt is taken', async (_, image, verdict) => {
  await writeFile(join(place.dir, 'input', 'glass.png'), await png());

  await expect(loadImage.validation?.check(new NodeInputs({ image }), fakeContext(place.dir))).resolves.toBe(verdict);
});

it('fails on a name that is a number as Python does', async () => {
  await expect(loadImage.validation?.check(new NodeInputs({ image: 5 }), fakeContext(place.dir))).rejects.toMatchObject({
    name: 'AttributeError',
    message: "'int' object has no attribute 'endswith'",
  });
});

it('is changed when the bytes of the file change', async () => {
  const bytes = await png();
  await writeFile(join(place.dir, 'input', 'glass.png'), bytes);

  await expect(loadImage.isChanged?.(new NodeInputs({ image: 'glass.png' }), fakeContext(place.dir))).resolves.toBe(createHash('sha256').update(bytes).digest('hex'));
});

it('lists the files of the input folder as choices', () => {
  const { spec } = loadImage;

  const entry = typeof spec === 'function' ? spec({ models: () => [], inputFiles: () => ['a.png', 'b.png'], outputFiles: () => [] }) : spec;

  expect(entry.input.required?.image).toEqual([['a.png', 'b.png'], { image_upload: true }]);
});
