import type { Axis, Operation } from '@gridscope/grid';
import { expect, it } from 'vitest';
import { axisCosts } from './axis-costs.js';

const workflow = {
  1: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'base.safetensors' } },
  2: { class_type: 'LoraLoader', inputs: { lora_name: 'ink.safetensors', strength_model: 1, model: ['1', 0], clip: ['1', 1] } },
  3: { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse', clip: ['2', 1] } },
  4: { class_type: 'KSampler', inputs: { seed: 1, steps: 20, model: ['2', 0], positive: ['3', 0] } },
  5: { class_type: 'VAEDecodeTiled', inputs: { tile_size: 512, samples: ['4', 0], vae: ['1', 2] } },
  6: { class_type: 'SaveImage', inputs: { images: ['5', 0], filename_prefix: 'x' } },
};

const axis = (name: string, operation: Operation): Axis => ({ id: name, name, kind: 'input', values: [{ id: name, label: name, operations: [operation] }] });

it('makes the checkpoint most costly, then LoRA, prompt, sampler settings, decoding and saving', () => {
  const axes = [
    axis('saving', { op: 'set', input: '6.filename_prefix', value: 'y' }),
    axis('decoding', { op: 'set', input: '5.tile_size', value: 256 }),
    axis('seed', { op: 'set', input: '4.seed', value: 2 }),
    axis('prompt', { op: 'replace', in: ['3.text'], search: 'lighthouse', replacement: 'castle', caseSensitive: true }),
    axis('LoRA', { op: 'bypass', node: '2' }),
    axis('checkpoint', { op: 'set', input: '1.ckpt_name', value: 'other.safetensors' }),
  ];

  const costs = axisCosts({ workflow, resolved: { axes } });

  expect(costs).toEqual([...costs].sort((a, b) => a - b));
  expect(new Set(costs).size).toBe(axes.length);
});
