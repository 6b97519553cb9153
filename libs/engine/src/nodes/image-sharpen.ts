import type { EngineNode } from './node.js';
import { convolveImage, gaussianKernel, type Kernel } from './image-ops/gaussian.js';
import { clampUnit, mapImage } from './image-ops/image.js';
import { torchSum } from './image-ops/torch-sum.js';
import { specOf } from './spec.js';

/** Unsharp masking in one pass: what a Gaussian takes away is added ten times `alpha`. */
export const imageSharpen: EngineNode = {
  name: 'ImageSharpen',
  spec: specOf('ImageSharpen'),
  run(inputs) {
    const image = inputs.image('image');
    const radius = inputs.number('sharpen_radius');
    if (radius === 0) return { outputs: [image] };
    const kernel = sharpeningKernel(gaussianKernel(radius, inputs.number('sigma')), inputs.number('alpha') * 10);
    return { outputs: [mapImage(convolveImage(image, kernel), clampUnit)] };
  },
};

function sharpeningKernel({ size, weights }: Kernel, strength: number): Kernel {
  const sharpening = weights.map((weight) => -weight * strength);
  const centre = (sharpening.length - 1) / 2;
  sharpening[centre] = Math.fround((sharpening[centre] ?? 0) - torchSum(sharpening)) + 1;
  return { size, weights: sharpening };
}
