import type { Image, Mask } from '../values.js';
import { makeImage, makeMask } from './image.js';

/** The picture with so many channels: further ones are 1 (opaque), superfluous ones go. */
export function withChannels(image: Image, channels: number): Image {
  if (image.channels === channels) return image;
  const result = makeImage({ ...image, channels });
  result.data.fill(1);
  const kept = Math.min(image.channels, channels);
  for (let pixel = 0; pixel * channels < result.data.length; pixel++)
    result.data.set(image.data.subarray(pixel * image.channels, pixel * image.channels + kept), pixel * channels);
  return result;
}

/** Both pictures with the channels of the one that has more. */
export function matchChannels(first: Image, second: Image): [Image, Image] {
  const channels = Math.max(first.channels, second.channels);
  return [withChannels(first, channels), withChannels(second, channels)];
}

/** One channel as masks; throws RangeError for one that the picture does not have. */
export function channelAsMask(image: Image, channel: number): Mask {
  if (channel < 0 || channel >= image.channels) throw new RangeError(`the picture has ${image.channels} channels, none with index ${channel}`);
  const mask = makeMask(image);
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = image.data[i * image.channels + channel] ?? 0;
  return mask;
}

/** Grey pictures of three equal channels. */
export function maskAsGrey(mask: Mask): Image {
  const image = makeImage({ ...mask, channels: 3 });
  for (let i = 0; i < image.data.length; i++) image.data[i] = mask.data[Math.floor(i / 3)] ?? 0;
  return image;
}
