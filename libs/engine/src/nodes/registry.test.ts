import { expect, it } from 'vitest';
import { samplerNames } from '../sampling/samplers.js';
import { schedulerNames } from '../sampling/schedulers.js';
import type { EngineNode, NodeSpec } from './node.js';
import { builtInModels, builtInNodes } from './registry.js';
import { recording } from './testing/recording.js';

const choices = { models: (folder: string) => [...(builtInModels[folder] ?? [])], inputFiles: () => ['a.png'], outputFiles: () => [] };
const specOfNode = ({ spec }: EngineNode): NodeSpec => (typeof spec === 'function' ? spec(choices) : spec);
const core = recording<Record<string, unknown>>('object_info.core');

it('has no class twice', () => {
  const names = builtInNodes.map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
});

it.each(builtInNodes.map((node) => [node.name, node] as const))('%s stands in the catalogue as ComfyUI has it, but for choices and exact integers', (name, node) => {
  const spec = specOfNode(node);

  expect(spec.name).toBe(name);
  if (core[name] !== undefined) expect(withoutChoices({ ...spec, description: undefined })).toEqual(withoutChoices(core[name]));
});

it.each(['KSampler', 'KSamplerAdvanced', 'KSamplerSelect'])('%s offers the samplers that are implemented', (name) => {
  expect(JSON.stringify(inputsOf(name).sampler_name)).toContain(JSON.stringify(samplerNames));
});

it.each(['KSampler', 'BasicScheduler'])('%s offers the schedulers that are implemented', (name) => {
  expect(JSON.stringify(inputsOf(name).scheduler)).toContain(JSON.stringify(schedulerNames));
});

it.each([
  ['CheckpointLoaderSimple', 'ckpt_name', 'checkpoints'],
  ['UNETLoader', 'unet_name', 'diffusion_models'],
  ['DualCLIPLoader', 'clip_name2', 'text_encoders'],
  ['VAELoader', 'vae_name', 'vae'],
  ['LoraLoader', 'lora_name', 'loras'],
  ['UpscaleModelLoader', 'model_name', 'upscale_models'],
])('%s offers the models of its folder', (name, input, folder) => {
  expect(JSON.stringify(inputsOf(name)[input])).toContain(JSON.stringify(builtInModels[folder]));
});

it('keeps the greatest seed exact', () => {
  expect(inputsOf('KSampler').seed?.[1]).toMatchObject({ max: 2n ** 64n - 1n });
});

function inputsOf(name: string): Record<string, unknown[]> {
  const node = builtInNodes.find((candidate) => candidate.name === name);
  return (node && specOfNode(node).input.required) ?? {};
}

// Combos of either form lose their choices; the recording was read with doubles, so big integers become numbers.
function withoutChoices(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.every((entry) => typeof entry === 'string') ? 'texts' : value.map(withoutChoices);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined).map(([key, entry]) => [key, withoutChoices(entry)]));
}
