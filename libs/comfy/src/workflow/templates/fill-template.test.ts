import { expect, it } from 'vitest';
import type { Catalogue } from '../../protocol/node-spec.js';
import { compareExecuted } from '../compare-executed.js';
import { findMissing } from '../find-missing.js';
import { resolveInputPath } from '../resolve-input-path.js';
import { recordedCatalogue } from '../testing/recorded.js';
import { fillTemplate } from './fill-template.js';
import { templates } from './templates.js';
import { txt2img } from './text-to-image.js';

const recorded = recordedCatalogue();

function having(lists: Record<string, string[]>): Catalogue {
  return Object.fromEntries(Object.entries(recorded).map(([name, spec]) => {
    const required = Object.entries(spec.input.required).map(([input, own]) => [input, lists[input] === undefined ? own : [lists[input]]]);
    return [name, { ...spec, input: { ...spec.input, required: Object.fromEntries(required) } }];
  }));
}

const rich = having({
  ckpt_name: ['refiner\\sd_xl_refiner_1.0.safetensors', 'sd_xl_base_1.0.safetensors', 'v1-5-pruned-emaonly.safetensors', 'sd3.5_medium.safetensors'],
  unet_name: ['wan2.1_t2v.safetensors', 'flux1-dev.safetensors'], clip_name1: ['clip_l.safetensors', 't5xxl_fp8.safetensors'], clip_name2: ['clip_l.safetensors', 't5xxl_fp8.safetensors'],
  vae_name: ['pixel_space', 'sdxl_vae.safetensors', 'ae.safetensors'], lora_name: ['xl_detail.safetensors', 'sd15_ink.safetensors'], model_name: ['4x-ESRGAN.pth'], image: ['example.png'],
});

it.each([
  ['txt2img', { 4: { ckpt_name: 'v1-5-pruned-emaonly.safetensors' } }],
  ['sdxl', { 4: { ckpt_name: 'sd_xl_base_1.0.safetensors' } }],
  ['flux', { 12: { unet_name: 'flux1-dev.safetensors' }, 11: { clip_name1: 't5xxl_fp8.safetensors', clip_name2: 'clip_l.safetensors' }, 10: { vae_name: 'ae.safetensors' } }],
  ['img2img', { 4: { ckpt_name: 'v1-5-pruned-emaonly.safetensors' }, 10: { image: '' } }],
  ['lora', { 10: { lora_name: 'sd15_ink.safetensors' } }],
  ['upscale', { 11: { model_name: '4x-ESRGAN.pth' }, 10: { image: '' } }],
])('fills the models of %s with names that look right, and leaves the picture to the person', (id, inputs) => {
  const template = templates.find((candidate) => candidate.id === id);

  const filled = template === undefined ? undefined : fillTemplate(template, rich);

  expect(filled).toMatchObject({ ok: true, workflow: Object.fromEntries(Object.entries(inputs).map(([nodeId, values]) => [nodeId, { inputs: values }])) });
  const missing = filled?.ok === true ? findMissing(filled.workflow, rich) : [];
  expect(missing.filter(({ classType }) => classType !== 'LoadImage')).toEqual([]);
});

it('takes what there is where nothing looks right', () => {
  expect(fillTemplate(txt2img, recorded)).toMatchObject({ ok: true, workflow: { 4: { inputs: { ckpt_name: 'tiny-a.safetensors' } } } });
});

it('does not change the template', () => {
  fillTemplate(txt2img, rich);

  expect(txt2img.workflow[4]?.inputs.ckpt_name).toBe('');
});

it.each<[string, string, Catalogue, string[]]>([
  ['each slot for which there is nothing', 'flux', recorded, ['The server has no Flux diffusion model', 'The server has no T5 text encoder', 'The server has no CLIP-L text encoder']],
  ['each class that the server does not know', 'upscale', Object.fromEntries(Object.entries(recorded).filter(([name]) => name !== 'UpscaleModelLoader')), ['The server has no node class "UpscaleModelLoader"']],
])('names %s', (_, id, catalogue, missing) => {
  const template = templates.find((candidate) => candidate.id === id) ?? txt2img;

  expect(fillTemplate(template, catalogue)).toEqual({ ok: false, missing });
});

it.each(['KSampler.steps', 'KSampler.sampler_name', 'KSampler.seed', 'positive.text', 'negative.text', 'EmptyLatentImage.width', 'CheckpointLoaderSimple.ckpt_name', 'SaveImage.filename_prefix'])('lets the first example say %s', (path) => {
  expect(resolveInputPath(txt2img.workflow, recorded, path)).toMatchObject({ ok: true });
});

it('has templates whose nodes exist, whose links fit, and whose titles say one node each', () => {
  for (const { workflow } of templates) {
    const titles = Object.values(workflow).map(({ _meta }) => _meta?.title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const node of Object.values(workflow)) {
      const spec = recorded[node.class_type];
      expect(Object.keys(node.inputs).sort()).toEqual(expect.arrayContaining(Object.keys(spec?.input.required ?? { 'no such class': 1 })));
    }
    expect(compareExecuted(workflow, workflow, ['9'])).toEqual([]);
  }
});
