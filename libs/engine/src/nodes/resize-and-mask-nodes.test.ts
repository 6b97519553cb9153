import { expect, it } from 'vitest';
import { fromBytes } from './image-ops/bytes.js';
import { makeMask } from './image-ops/image.js';
import { fakeContext } from './testing/fake-context.js';
import { runNode } from './testing/run-node.js';
import type { Image, Latent, Mask } from './values.js';

const context = fakeContext('/nowhere');
const image = fromBytes({ batch: 1, height: 20, width: 40, channels: 3 }, new Uint8Array(2400).fill(100));

it.each<[string, Record<string, unknown>, [width: number, height: number]]>([
  ['scale dimensions', { width: 10, height: 10, crop: 'center' }, [10, 10]],
  ['scale dimensions', { width: 10, height: 0, crop: 'disabled' }, [10, 5]],
  ['scale by multiplier', { multiplier: 1.5 }, [60, 30]],
  ['scale longer dimension', { longer_size: 80 }, [80, 40]],
  ['scale shorter dimension', { shorter_size: 10 }, [20, 10]],
  ['scale width', { width: 20 }, [20, 10]],
  ['scale height', { height: 40 }, [80, 40]],
  ['scale total pixels', { megapixels: 0.01 }, [145, 72]],
  ['match size', { match: makeMask({ batch: 1, height: 7, width: 9 }), crop: 'center' }, [9, 7]],
  ['scale to multiple', { multiple: 16 }, [32, 16]],
])('ResizeImageMaskNode: %s with %j', async (type, parts, size) => {
  const dotted = Object.fromEntries(Object.entries(parts).map(([name, value]) => [`resize_type.${name}`, value]));

  const [resized] = (await runNode('ResizeImageMaskNode', { input: image, resize_type: type, scale_method: 'area', ...dotted }, context)).outputs as [Image];

  expect([resized.width, resized.height]).toEqual(size);
});

it('ResizeImageMaskNode gives a mask for a mask', async () => {
  const mask = makeMask({ batch: 2, height: 4, width: 4 });

  const [resized] = (await runNode('ResizeImageMaskNode', { input: mask, resize_type: 'scale by multiplier', scale_method: 'bilinear', 'resize_type.multiplier': 2 }, context)).outputs;

  expect(resized).toMatchObject({ kind: 'MASK', batch: 2, height: 8, width: 8 });
});

it('ResizeImageMaskNode fails while running on a way that it does not know', async () => {
  await expect(runNode('ResizeImageMaskNode', { input: image, resize_type: 'nope', scale_method: 'area' }, context)).rejects.toThrow('Unsupported resize type: nope');
});

it('ImageCompositeMasked lays the source where the mask is, and no further than the edge', async () => {
  const destination = fromBytes({ batch: 1, height: 2, width: 3, channels: 3 }, new Uint8Array(18));
  const source = fromBytes({ batch: 1, height: 2, width: 2, channels: 3 }, new Uint8Array(12).fill(255));
  const mask = makeMask({ batch: 1, height: 2, width: 2 }, Float32Array.of(1, 1, 0, 0));

  const [result] = (await runNode('ImageCompositeMasked', { destination, source, x: 2, y: 0, resize_source: false, mask }, context)).outputs as [Image];

  expect([...result.data]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

it('SplitImageWithAlpha undoes JoinImageWithAlpha', async () => {
  const alpha = makeMask({ batch: 1, height: 20, width: 40 });
  alpha.data.fill(0.25);
  const [joined] = (await runNode('JoinImageWithAlpha', { image, alpha }, context)).outputs;

  await expect(runNode('SplitImageWithAlpha', { image: joined }, context)).resolves.toEqual({ outputs: [image, alpha] });
});

it('InvertMask is 1 − mask', async () => {
  const [mask] = (await runNode('SolidMask', { value: 0.25, width: 2, height: 1 }, context)).outputs;

  const [inverted] = (await runNode('InvertMask', { mask }, context)).outputs as [Mask];

  expect([...inverted.data]).toEqual([0.75, 0.75]);
});

it.each([
  [0, [0, 0, 1, 0, 0]],
  [3, [0, 1, 1, 1, 0]],
])('VAEEncodeForInpaint grows the mask by %i pixels', async (growBy, row) => {
  const pixels = fromBytes({ batch: 1, height: 8, width: 8, channels: 3 }, new Uint8Array(192));
  const mask = makeMask({ batch: 1, height: 8, width: 8 });
  mask.data[3 * 8 + 4] = 1;

  const [latent] = (await runNode('VAEEncodeForInpaint', { pixels, vae: { kind: 'VAE', name: 'v', family: 'sd15' }, mask, grow_mask_by: growBy }, context)).outputs as [Latent];

  expect([...(latent.noiseMask?.data.subarray(3 * 8 + 2, 3 * 8 + 7) ?? [])]).toEqual(row);
});
