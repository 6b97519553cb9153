import type { NodeContext, NodeResult } from '../node.js';
import type { Guider, Latent, Sampler, Sigmas } from '../values.js';
import { drawLatent } from './draw-latent.js';

export interface SigmaRun {
  guider: Guider;
  sampler: Sampler;
  sigmas: Sigmas;
  latent: Latent;
  /** Left out: no noise is added. */
  seed?: bigint | undefined;
}

/** Samples along given noise levels, as the custom sampler nodes do: the latent, and the picture as the model saw it last. Without a step the latent comes back. */
export async function drawAlongSigmas({ guider, sampler, sigmas, latent, seed }: SigmaRun, context: NodeContext): Promise<NodeResult> {
  const steps = sigmas.values.length - 1;
  if (steps < 1) return { outputs: [latent, latent] };
  const drawn = await drawLatent(
    {
      model: guider.model,
      positive: guider.positive,
      negative: guider.negative,
      cfg: guider.cfg,
      latent,
      steps,
      sampler: sampler.name,
      scheduler: 'normal',
      sigmas: [...sigmas.values],
      seed: seed ?? 0n,
      addNoise: seed !== undefined,
      forceFullDenoise: false,
    },
    context,
  );
  return { outputs: [drawn.latent, drawn.denoised] };
}
