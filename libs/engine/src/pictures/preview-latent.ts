import type { Latent } from '../sampling/latent.js';
import type { ImageBatch } from './image-batch.js';

/** Latents as small pictures, one pixel for each latent pixel: what previews show. */
export function previewLatent(latent: Latent): ImageBatch {
  const [batch, , height, width] = latent.shape;
  return { data: new Float32Array(batch * height * width * 3), shape: [batch, height, width, 3] };
}
