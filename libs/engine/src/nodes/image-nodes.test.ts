import sharp from 'sharp';
import { expect, it } from 'vitest';
import { channelAsMask, withChannels } from './image-ops/channels.js';
import { fromBytes, toBytes } from './image-ops/bytes.js';
import { makeMask, pictureAt } from './image-ops/image.js';
import { fakeContext } from './testing/fake-context.js';
import { recording } from './testing/recording.js';
import { runNode } from './testing/run-node.js';
import type { Image } from './values.js';

interface Row { class_type: string; inputs: Record<string, unknown>; png_base64: string[] }
interface Pictures { kind: 'pictures'; input: Record<string, string>; rows: Row[] }

const step = recording<{ steps: (Pictures | { kind: 'http' })[] }>('image-ops').steps.find((candidate) => candidate.kind === 'pictures');
if (step?.kind !== 'pictures') throw new Error('the recording has no pictures');
const { rows, input } = step;

// Its median cut is Pillow's; the engine does not have the node.
const covered = rows.filter((row) => row.class_type !== 'ImageQuantize');

it.each(covered.map((row) => [describeRow(row), row] as const))('draws what ComfyUI draws: %s', async (_, row) => {
  const wanted = await Promise.all(row.png_base64.map((base64) => decode(base64)));

  const { outputs } = await runNode(row.class_type, await resolveLinks(row.inputs), fakeContext('/nowhere'));

  // Every row's first output is a picture.
  const image = outputs[0] as Image;
  expect(image.batch).toBe(wanted.length);
  wanted.forEach((picture, i) => {
    expect([image.width, image.height, image.channels]).toEqual([picture.width, picture.height, picture.channels]);
    expect(toBytes(pictureAt(image, i))).toEqual(toBytes(picture));
  });
});

async function resolveLinks(inputs: Record<string, unknown>): Promise<Record<string, unknown>> {
  const pattern = await decode(input['pattern.png'] ?? '');
  const glass = await decode(input['glass.png'] ?? '');
  const alpha = channelAsMask(glass, 3);
  const links: Record<string, unknown> = {
    'a,0': pattern,
    'b,0': withChannels(glass, 3),
    'b,1': makeMask(alpha, alpha.data.map((value) => 1 - value)),
  };
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, Array.isArray(value) ? links[value.join()] : value]));
}

async function decode(base64: string): Promise<Image> {
  const { data, info } = await sharp(Buffer.from(base64, 'base64')).raw().toBuffer({ resolveWithObject: true });
  return fromBytes({ batch: 1, height: info.height, width: info.width, channels: info.channels }, data);
}

function describeRow({ class_type: classType, inputs }: Row): string {
  const widgets = Object.entries(inputs).filter(([, value]) => !Array.isArray(value));
  return `${classType} ${widgets.map(([name, value]) => `${name} ${String(value)}`).join(', ')}`;
}
