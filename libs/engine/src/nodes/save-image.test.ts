import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fromBytes } from './image-ops/bytes.js';
import type { Prompt } from './node.js';
import { fakeContext } from './testing/fake-context.js';
import { makeDir } from './testing/make-dir.js';
import { recording } from './testing/recording.js';
import { runNode } from './testing/run-node.js';

let place: Awaited<ReturnType<typeof makeDir>>;
beforeEach(async () => void (place = await makeDir()));
afterEach(() => place.remove());

const prompt: Prompt = { '1': { class_type: 'LoadImage', inputs: { image: 'ü.png' } } };
const grey = fromBytes({ batch: 1, height: 2, width: 2, channels: 3 }, new Uint8Array(12).fill(128));

it('writes each picture of a batch under the next number, and names it as the history does', async () => {
  const images = fromBytes({ batch: 3, height: 2, width: 2, channels: 3 }, new Uint8Array(36));

  const { ui } = await runNode('SaveImage', { images, filename_prefix: 'rec/img' }, fakeContext(place.dir));

  expect(ui).toEqual({ images: ['00001', '00002', '00003'].map((number) => ({ filename: `img_${number}_.png`, subfolder: 'rec', type: 'output' })) });
});

it('cuts values off instead of rounding them', async () => {
  const images = fromBytes({ batch: 1, height: 1, width: 1, channels: 3 }, new Uint8Array(3));
  images.data.set([0.9999, -3, 7]);

  await runNode('SaveImage', { images, filename_prefix: 'x' }, fakeContext(place.dir));

  const bytes = await sharp(join(place.dir, 'output', 'x_00001_.png')).raw().toBuffer();
  expect([...bytes]).toEqual([254, 0, 255]);
});

it('writes the prompt, then each key of extra_pnginfo, as text that json.dumps would write', async () => {
  const asExecuted: Prompt = { '1': { ...prompt['1'], is_changed: [Number.NaN] } as Prompt[string] };
  const context = fakeContext(place.dir, { prompt: asExecuted, extraPngInfo: { workflow: { id: 2n ** 64n - 1n }, mine: 'ok' } });

  await runNode('SaveImage', { images: grey, filename_prefix: 'x' }, context);

  expect(textsOf(await readFile(join(place.dir, 'output', 'x_00001_.png')))).toEqual([
    ['prompt', '{"1": {"class_type": "LoadImage", "inputs": {"image": "\\u00fc.png"}, "is_changed": [NaN]}}'],
    ['workflow', '{"id": 18446744073709551615}'],
    ['mine', '"ok"'],
  ]);
});

it('writes no text where metadata is not wanted', async () => {
  await runNode('SaveImage', { images: grey, filename_prefix: 'x' }, fakeContext(place.dir, { prompt, isMetadataWanted: false }));

  expect(textsOf(await readFile(join(place.dir, 'output', 'x_00001_.png')))).toEqual([]);
});

it('writes previews to the temp folder under names of their own', async () => {
  const { ui } = await runNode('PreviewImage', { images: grey }, fakeContext(place.dir));

  expect(ui).toEqual({ images: [{ filename: expect.stringMatching(/^ComfyUI_temp_[a-z]{5}_00001_\.png$/), subfolder: '', type: 'temp' }] });
});

it('keeps the name of a node’s previews from prompt to prompt, and counts on', async () => {
  const context = fakeContext(place.dir);

  const first = (await runNode('PreviewImage', { images: grey }, context)).ui?.images?.[0];
  const second = (await runNode('PreviewImage', { images: grey }, context)).ui?.images?.[0];

  const name = (first as { filename: string }).filename;
  expect(second).toMatchObject({ filename: name.replace('00001', '00002') });
});

interface Viewed { request: { path: string; json?: { prompt: Record<string, { class_type: string; inputs: Record<string, unknown> }> } }; response: { base64?: string } }

it('writes the pixels that ComfyUI wrote for a picture with an alpha channel', async () => {
  const steps = recording<{ steps: (Viewed | Record<string, never>)[] }>('run-text').steps.filter((step): step is Viewed => 'request' in step);
  const recorded = steps.find(({ request }) => request.path.startsWith('/view?filename=alpha_00001_'))?.response.base64;
  const context = fakeContext(place.dir);
  const [mask] = (await runNode('SolidMask', { value: 0.25, width: 16, height: 8 }, context)).outputs;
  const [image] = (await runNode('EmptyImage', { width: 16, height: 8, batch_size: 1, color: 3368601 }, context)).outputs;
  const [images] = (await runNode('JoinImageWithAlpha', { image, alpha: mask }, context)).outputs;

  await runNode('SaveImage', { images, filename_prefix: 'alpha' }, context);

  const wanted = await sharp(Buffer.from(recorded ?? '', 'base64')).raw().toBuffer();
  await expect(sharp(join(place.dir, 'output', 'alpha_00001_.png')).raw().toBuffer()).resolves.toEqual(wanted);
});

function textsOf(png: Buffer): [keyword: string, text: string][] {
  const texts: [string, string][] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) !== 'tEXt') continue;
    const text = png.toString('latin1', at + 8, at + 8 + png.readUInt32BE(at));
    texts.push([text.slice(0, text.indexOf('\0')), text.slice(text.indexOf('\0') + 1)]);
  }
  return texts;
}
