import { latentResizeMethods, resizeLatent, type LatentResizeMethod } from '../../pictures/resize-latent.js';
import type { Latent } from '../values.js';
import { latentOf, latentSamples } from './latent-samples.js';

/** The latent in another size (latent pixels), its mask kept; throws RangeError for an unknown method. */
export function resizeLatentTo(latent: Latent, { method, isCropped, ...size }: { width: number; height: number; method: string; isCropped: boolean }): Latent {
  if (!isMethod(method)) throw new RangeError(`no resizing method "${method}"; there are ${latentResizeMethods.join(', ')}`);
  const resized = latentOf(resizeLatent(latentSamples(latent), { ...size, method, crop: isCropped ? 'center' : 'disabled' }));
  return latent.noiseMask === undefined ? resized : { ...resized, noiseMask: latent.noiseMask };
}

function isMethod(method: string): method is LatentResizeMethod {
  return latentResizeMethods.some((known) => known === method);
}
