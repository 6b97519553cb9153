import { negativeMean, promptMeans } from '../pictures/prompt-means.js';
import { spectrumOf } from '../pictures/spectrum.js';
import type { Conditioning, ConditioningPart } from './conditioning.js';
import { posteriorMean, type GaussianMixture } from './gaussian-mixture.js';
import { HartleyTransform } from './hartley.js';
import type { Model } from './model.js';

/** Guidance at which a family's pictures have the contrast they were painted with. Means are weaker by it, so that cfg 1 is pale and twice as much burns. */
const intendedGuidance = { sd15: 5.5, sdxl: 5.5, sd3: 4, flux: 1 } as const;

/** Flux hears its guidance through the conditioning. */
const intendedFluxGuidance = 3.5;

const kept = new Map<string, GaussianMixture>();
const KEPT_PRIORS = 24;

/** The denoiser of a conditioning, in the Hartley basis, for x = picture + sigma · noise. */
export type Denoiser = (x: Float32Array, sigma: number) => Float32Array;

/** The posterior mean under a conditioning: its parts' denoisers, averaged by strength. Height and width in latent pixels. */
export function denoiserOf(model: Model, conditioning: Conditioning, picture: { height: number; width: number; isNegative: boolean }): Denoiser {
  const parts = conditioning.map((part) => ({ strength: part.strength, mixture: mixtureOf(model, part, picture) }));
  const total = parts.reduce((sum, part) => sum + part.strength, 0);
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return (x, sigma) => posteriorMean(only.mixture, x, sigma);
  return (x, sigma) => {
    const sum = new Float32Array(x.length);
    for (const { strength, mixture } of parts) {
      const mean = posteriorMean(mixture, x, sigma);
      for (let index = 0; index < sum.length; index++) sum[index]! += (strength / total) * mean[index]!;
    }
    return sum;
  };
}

/** Painting takes longer than sampling, and neighbours in a grid share their prompts: the last few are kept. */
function mixtureOf(model: Model, part: ConditioningPart, picture: { height: number; width: number; isNegative: boolean }): GaussianMixture {
  const key = JSON.stringify([model, part, picture]);
  const known = kept.get(key);
  kept.delete(key);
  const mixture = known ?? paintMixture(model, part, picture);
  kept.set(key, mixture);
  if (kept.size > KEPT_PRIORS) kept.delete(kept.keys().next().value!);
  return mixture;
}

function paintMixture(model: Model, part: ConditioningPart, { height, width, isNegative }: { height: number; width: number; isNegative: boolean }): GaussianMixture {
  const transform = new HartleyTransform(height, width);
  const strength = guidanceOf(model, part);
  const painted = isNegative ? [negativeMean(part.words, { height, width })] : promptMeans(model, part.words, { height, width });
  const means = painted.map((mean) => transform.apply(mean).map((value) => value * strength));
  return { means, variance: spectrumOf(model, { height, width }) };
}

function guidanceOf(model: Model, part: ConditioningPart): number {
  if (model.family !== 'flux') return 1 / intendedGuidance[model.family];
  return (part.guidance ?? intendedFluxGuidance) / intendedFluxGuidance;
}
