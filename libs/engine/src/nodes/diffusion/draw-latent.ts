import type { Latent as Samples } from '../../sampling/latent.js';
import { sampleLatent, type SampleOptions } from '../../sampling/sample-latent.js';
import type { NodeContext } from '../node.js';
import type { Conditioning, Latent, Model } from '../values.js';
import { conditioningParts } from './conditioning-parts.js';
import { keepUnmasked } from './keep-unmasked.js';
import { latentPreview } from './latent-preview.js';
import { latentOf, latentSamples } from './latent-samples.js';
import { allocateForSampling, loadDiffusionModel } from './model-memory.js';
import { samplingModel } from './sampling-model.js';

/** What a sampling node asks for: the sampler's options, with values as they travel along links. */
export interface DrawOptions extends Pick<SampleOptions, 'cfg' | 'seed' | 'steps' | 'sampler' | 'scheduler' | 'denoise' | 'startStep' | 'lastStep' | 'addNoise' | 'forceFullDenoise' | 'sigmas'> {
  model: Model;
  positive: Conditioning;
  negative?: Conditioning | undefined;
  latent: Latent;
}

/** Samples with progress, previews where they are asked for, and the model resident. `denoised` is the picture as the model saw it last. */
export async function drawLatent({ model, positive, negative, latent, ...options }: DrawOptions, context: NodeContext): Promise<{ latent: Latent; denoised: Latent }> {
  await loadDiffusionModel(context, model);
  allocateForSampling(context, latent, negative !== undefined && options.cfg !== 1);
  let lastDenoised: (() => Samples) | undefined;
  const sampled = await sampleLatent({
    ...options,
    model: samplingModel(model),
    positive: conditioningParts(positive),
    ...(negative === undefined ? {} : { negative: conditioningParts(negative) }),
    latent: latentSamples(latent),
    onStep: (step, total, denoised) => {
      lastDenoised = denoised;
      return context.step(step, total, context.isPreviewWanted ? latentPreview(denoised()) : undefined);
    },
  });
  const result = keepUnmasked(latentOf(sampled), latent);
  return { latent: result, denoised: lastDenoised === undefined ? result : latentOf(lastDenoised()) };
}
