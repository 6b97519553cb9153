import type { EngineNode } from './node.js';
import { loaderSpec } from './diffusion/model-names.js';
import { withLora } from './diffusion/with-lora.js';

/** A LoRA on the model alone. */
export const loraLoaderModelOnly: EngineNode = {
  name: 'LoraLoaderModelOnly',
  spec: loaderSpec('LoraLoaderModelOnly', { lora_name: 'loras' }),
  run: (inputs) => ({ outputs: [withLora(inputs.model('model'), inputs.text('lora_name'), inputs.number('strength_model'))] }),
};
