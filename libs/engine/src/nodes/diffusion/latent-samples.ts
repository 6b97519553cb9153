import type { Latent as Samples } from '../../sampling/latent.js';
import { sizeOf } from '../../sampling/latent.js';
import type { Latent } from '../values.js';

/** A latent as the sampler takes it. */
export function latentSamples({ batch, channels, height, width, data, batchIndex }: Latent): Samples {
  return { samples: data, shape: [batch, channels, height, width], ...(batchIndex === undefined ? {} : { batchIndex }) };
}

/** A latent as it travels along links. */
export function latentOf({ samples, shape: [batch, channels, height, width], batchIndex }: Samples): Latent {
  return { kind: 'LATENT', batch, channels, height, width, data: samples, ...(batchIndex === undefined ? {} : { batchIndex }) };
}

/** A latent of zeros; sizes in pixels of the picture, an eighth in latent pixels. */
export function emptyLatentOf(size: { batch: number; channels: number; height: number; width: number }): Latent {
  const [height, width] = [Math.floor(size.height / 8), Math.floor(size.width / 8)];
  return { kind: 'LATENT', batch: size.batch, channels: size.channels, height, width, data: new Float32Array(sizeOf([size.batch, size.channels, height, width])) };
}

/** The pictures of a batch at these places, in this order. */
export function pickLatents(latent: Latent, places: readonly number[]): Latent {
  const length = latent.channels * latent.height * latent.width;
  const data = new Float32Array(places.length * length);
  places.forEach((place, i) => data.set(latent.data.subarray(place * length, (place + 1) * length), i * length));
  return { ...latent, batch: places.length, data };
}
