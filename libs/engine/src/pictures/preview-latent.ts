import type { Latent } from '../sampling/latent.js';
import type { ImageBatch } from './image-batch.js';
import { toned, untonedColour } from './tone.js';

/** Latents as small pictures, one pixel for each latent pixel: what previews show. */
export function previewLatent(latent: Latent): ImageBatch {
  const [batch, channels, height, width] = latent.shape;
  const size = height * width;
  const data = new Float32Array(batch * size * 3);
  for (let place = 0; place < batch * size; place++) {
    const start = Math.floor(place / size) * channels * size + (place % size);
    const [light, warmth, tint] = [0, 1, 2].map((channel) => latent.samples[start + channel * size]!);
    for (const colour of [0, 1, 2] as const) data[place * 3 + colour] = toned(untonedColour(colour, light!, warmth!, tint!));
  }
  return { data, shape: [batch, height, width, 3] };
}
