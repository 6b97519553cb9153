import type { EngineNode } from './node.js';
import { resizeLatentTo } from './diffusion/resize-latent-to.js';
import { roundHalfEven } from './image-ops/round-half-even.js';
import { specOf } from './spec.js';

const LEAST_SIDE = 64;

/** Another size, in pixels of the picture; a side of 0 follows from the other one, and none is below 64. */
export const latentUpscale: EngineNode = {
  name: 'LatentUpscale',
  spec: specOf('LatentUpscale'),
  run(inputs) {
    const latent = inputs.latent('samples');
    const [width, height] = [inputs.number('width'), inputs.number('height')];
    if (width === 0 && height === 0) return { outputs: [latent] };
    const sides = {
      width: Math.max(LEAST_SIDE, width === 0 ? roundHalfEven((latent.width * Math.max(LEAST_SIDE, height)) / latent.height) : width),
      height: Math.max(LEAST_SIDE, height === 0 ? roundHalfEven((latent.height * Math.max(LEAST_SIDE, width)) / latent.width) : height),
    };
    const size = { width: Math.floor(sides.width / 8), height: Math.floor(sides.height / 8) };
    return { outputs: [resizeLatentTo(latent, { ...size, method: inputs.text('upscale_method'), isCropped: inputs.text('crop') === 'center' })] };
  },
};
