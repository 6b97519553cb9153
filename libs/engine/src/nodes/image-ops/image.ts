import type { Image, Mask } from '../values.js';

/** The sizes of a picture batch. */
export interface ImageShape {
  batch: number;
  height: number;
  width: number;
  channels: number;
}

/** A picture batch over `data`, or all 0. */
export function makeImage({ batch, height, width, channels }: ImageShape, data: Float32Array = new Float32Array(batch * height * width * channels)): Image {
  return { kind: 'IMAGE', batch, height, width, channels, data };
}

/** A batch of masks over `data`, or all 0. */
export function makeMask({ batch, height, width }: Omit<ImageShape, 'channels'>, data: Float32Array = new Float32Array(batch * height * width)): Mask {
  return { kind: 'MASK', batch, height, width, data };
}

/** The picture with `change` applied to every number, rounded to float32. */
export function mapImage(image: Image, change: (value: number) => number): Image {
  const result = makeImage(image);
  for (let i = 0; i < result.data.length; i++) result.data[i] = change(image.data[i] ?? 0);
  return result;
}

/** One picture of a batch, as a batch of one that shares its numbers. */
export function pictureAt(image: Image, index: number): Image {
  const length = image.height * image.width * image.channels;
  return makeImage({ ...image, batch: 1 }, image.data.subarray(index * length, (index + 1) * length));
}

/** A mask as a picture of one channel, sharing its numbers. */
export function maskAsImage(mask: Mask): Image {
  return makeImage({ ...mask, channels: 1 }, mask.data);
}

/** A picture of one channel as a mask, sharing its numbers. */
export function imageAsMask(image: Image): Mask {
  return makeMask(image, image.data);
}

/** 0 to 1, ends included. */
export function clampUnit(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
