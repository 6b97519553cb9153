import type { Model } from '../sampling/model.js';
import { lookOf } from './looks.js';

/** Powers of light, warmth, tint and texture against each other. */
const channelPower = [1, 0.16, 0.1, 0.55] as const;

/**
 * The variance of each Hartley coefficient of what a prompt leaves open, [4, height, width]: a power law of the frequency (cycles per
 * latent pixel, flat below 1/20), as natural pictures have it (Field 1987), plus a little of every frequency.
 */
export function spectrumOf(model: Pick<Model, 'name' | 'family' | 'loras'>, { height, width }: { height: number; width: number }): Float32Array {
  const { roughness, grain } = lookOf(model);
  const variance = new Float32Array(4 * height * width);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const square = (Math.min(row, height - row) / height) ** 2 + (Math.min(column, width - column) / width) ** 2;
      const power = grain + roughness / (1 + square * 20 * 20) ** 1.05;
      for (const [channel, share] of channelPower.entries()) variance[(channel * height + row) * width + column] = power * share;
    }
  }
  return variance;
}
