import type { Image, Mask } from '../values.js';
import { makeImage, makeMask } from './image.js';

/** Margins in pixels, and how far the mask fades into the picture. */
export interface Padding {
  left: number;
  top: number;
  right: number;
  bottom: number;
  feathering: number;
}

/** The picture with grey (0.5) around it, and the mask of what is to be painted: 1 outside, fading in towards the padded sides. */
export function padImage(image: Image, padding: Padding): { image: Image; mask: Mask } {
  const size = { width: image.width + padding.left + padding.right, height: image.height + padding.top + padding.bottom };
  const padded = makeImage({ ...image, ...size });
  padded.data.fill(0.5);
  const rowLength = image.width * image.channels;
  for (let row = 0; row < image.batch * image.height; row++) {
    const y = (Math.floor(row / image.height) * size.height + (row % image.height) + padding.top) * size.width + padding.left;
    padded.data.set(image.data.subarray(row * rowLength, (row + 1) * rowLength), y * image.channels);
  }
  return { image: padded, mask: paddingMask(image, size, padding) };
}

function paddingMask(inner: { width: number; height: number }, size: { width: number; height: number }, padding: Padding): Mask {
  const mask = makeMask({ batch: 1, ...size });
  mask.data.fill(1);
  const isFeathered = padding.feathering > 0 && padding.feathering * 2 < inner.height && padding.feathering * 2 < inner.width;
  for (let y = 0; y < inner.height; y++)
    for (let x = 0; x < inner.width; x++)
      mask.data[(y + padding.top) * size.width + x + padding.left] = isFeathered ? fade(distanceToPaddedSide(x, y, inner, padding), padding.feathering) : 0;
  return mask;
}

// A side without padding is not there to fade to.
function distanceToPaddedSide(x: number, y: number, { width, height }: { width: number; height: number }, padding: Padding): number {
  return Math.min(
    padding.top === 0 ? height : y,
    padding.bottom === 0 ? height : height - y,
    padding.left === 0 ? width : x,
    padding.right === 0 ? width : width - x,
  );
}

function fade(distance: number, feathering: number): number {
  return distance >= feathering ? 0 : ((feathering - distance) / feathering) ** 2;
}
