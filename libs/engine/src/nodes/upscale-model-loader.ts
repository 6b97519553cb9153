import type { EngineNode } from './node.js';
import { loadUpscaleModel } from './diffusion/model-memory.js';
import { loaderSpec } from './diffusion/model-names.js';
import type { UpscaleModel } from './values.js';

const DEFAULT_SCALE = 4;

/** An upscale model; its name says by how much (`2x`, `4x`). */
export const upscaleModelLoader: EngineNode = {
  name: 'UpscaleModelLoader',
  spec: loaderSpec('UpscaleModelLoader', { model_name: 'upscale_models' }),
  async run(inputs, context) {
    const name = inputs.text('model_name');
    const scale = Number(/([1-8])x/i.exec(name)?.[1] ?? DEFAULT_SCALE);
    const model: UpscaleModel = { kind: 'UPSCALE_MODEL', name, scale };
    await loadUpscaleModel(context, model);
    return { outputs: [model] };
  },
};
