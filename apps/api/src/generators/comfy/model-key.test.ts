import { expect, it } from 'vitest';
import { modelKeyOf } from './model-key.js';

const loader = (ckpt: string) => ({ class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: ckpt } });
const lora = (name: string) => ({ class_type: 'LoraLoader', inputs: { lora_name: name, strength_model: 1 } });

it('is the same whatever the order of the nodes and the slashes of the server', () => {
  const one = modelKeyOf({ 1: loader('sdxl\\base.safetensors'), 2: lora('ink.safetensors') });
  const other = modelKeyOf({ 5: lora('ink.safetensors'), 9: loader('sdxl/base.safetensors') });

  expect(one).toBe(other);
  expect(one).toBe('checkpoints/sdxl/base.safetensors\nloras/ink.safetensors');
});

it('is empty where nothing is loaded', () => {
  expect(modelKeyOf({ 1: { class_type: 'EmptyImage', inputs: {} } })).toBe('');
});
