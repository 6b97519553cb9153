import type { Image } from '../values.js';
import { makeImage, type ImageShape } from './image.js';

/**
 * The picture in 8 bits, `clip(255·x, 0, 255)` in float32 and cut off, not rounded: what SaveImage writes.
 * A number that is none becomes 0.
 */
export function toBytes(image: Image): Uint8Array {
  const { data } = image;
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const scaled = Math.fround(255 * (data[i] ?? 0));
    bytes[i] = scaled >= 255 ? 255 : scaled > 0 ? scaled : 0;
  }
  return bytes;
}

/** 8-bit numbers as float32 from 0 to 1. */
export function fromBytes(shape: ImageShape, bytes: Uint8Array): Image {
  const image = makeImage(shape);
  for (let i = 0; i < image.data.length; i++) image.data[i] = (bytes[i] ?? 0) / 255;
  return image;
}
