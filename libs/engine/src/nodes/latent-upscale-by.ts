import type { EngineNode } from './node.js';
import { resizeLatentTo } from './diffusion/resize-latent-to.js';
import { roundHalfEven } from './image-ops/round-half-even.js';
import { specOf } from './spec.js';

/** Larger or smaller by a factor. */
export const latentUpscaleBy: EngineNode = {
  name: 'LatentUpscaleBy',
  spec: specOf('LatentUpscaleBy'),
  run(inputs) {
    const latent = inputs.latent('samples');
    const scale = inputs.number('scale_by');
    const size = { width: roundHalfEven(latent.width * scale), height: roundHalfEven(latent.height * scale) };
    return { outputs: [resizeLatentTo(latent, { ...size, method: inputs.text('upscale_method'), isCropped: false })] };
  },
};
