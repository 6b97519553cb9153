import { txt2img } from './text-to-image.js';
import type { WorkflowTemplate } from './workflow-template.js';

/** A picture drawn again by a prompt; `denoise` says how much of it goes. The picture is the person's to choose, so it stays empty. */
export const img2img: WorkflowTemplate = {
  id: 'img2img',
  name: 'Image to image',
  description: 'A picture is drawn again by a prompt with a Stable Diffusion 1.5 checkpoint; denoise says how much of it may change.',
  slots: txt2img.slots,
  workflow: {
    ...txt2img.workflow,
    3: {
      class_type: 'KSampler',
      inputs: { seed: 42, steps: 20, cfg: 7, sampler_name: 'euler', scheduler: 'normal', denoise: 0.6, model: ['4', 0], positive: ['6', 0], negative: ['7', 0], latent_image: ['5', 0] },
      _meta: { title: 'KSampler' },
    },
    5: { class_type: 'VAEEncode', inputs: { pixels: ['10', 0], vae: ['4', 2] }, _meta: { title: 'Encode' } },
    10: { class_type: 'LoadImage', inputs: { image: '' }, _meta: { title: 'Picture' } },
  },
};

/** A picture enlarged by an upscale model. The picture is the person's to choose, so it stays empty. */
export const upscale: WorkflowTemplate = {
  id: 'upscale',
  name: 'Upscale',
  description: 'A picture is enlarged by an upscale model.',
  slots: [{ path: '11.model_name', label: 'upscale model', prefers: [/4x/i, /esrgan/i], avoids: [] }],
  workflow: {
    9: { class_type: 'SaveImage', inputs: { filename_prefix: 'gridscope', images: ['12', 0] }, _meta: { title: 'Save' } },
    10: { class_type: 'LoadImage', inputs: { image: '' }, _meta: { title: 'Picture' } },
    11: { class_type: 'UpscaleModelLoader', inputs: { model_name: '' }, _meta: { title: 'Upscale model' } },
    12: { class_type: 'ImageUpscaleWithModel', inputs: { upscale_model: ['11', 0], image: ['10', 0] }, _meta: { title: 'Upscale' } },
  },
};
