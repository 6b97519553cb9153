import type { EngineNode } from './node.js';
import { loaderSpec } from './diffusion/model-names.js';
import { withLora } from './diffusion/with-lora.js';

/** A LoRA on model and text encoder. */
export const loraLoader: EngineNode = {
  name: 'LoraLoader',
  spec: loaderSpec('LoraLoader', { lora_name: 'loras' }),
  run(inputs) {
    const name = inputs.text('lora_name');
    return { outputs: [withLora(inputs.model('model'), name, inputs.number('strength_model')), withLora(inputs.clip('clip'), name, inputs.number('strength_clip'))] };
  },
};
