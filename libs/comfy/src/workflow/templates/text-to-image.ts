import { looksLike } from './model-families.js';
import type { TemplateSlot, WorkflowTemplate } from './workflow-template.js';

const sd15Checkpoint: TemplateSlot = { path: '4.ckpt_name', label: 'checkpoint', prefers: looksLike.sd15, avoids: [...looksLike.sdxl, ...looksLike.flux, ...looksLike.sd3, ...looksLike.video] };

/** Text to image with a checkpoint of the first generation; node ids are those of ComfyUI's own default workflow. */
export const txt2img: WorkflowTemplate = {
  id: 'txt2img',
  name: 'Text to image',
  description: 'A prompt becomes a picture of 512 × 512 with a Stable Diffusion 1.5 checkpoint.',
  slots: [sd15Checkpoint],
  workflow: {
    3: {
      class_type: 'KSampler',
      inputs: { seed: 42, steps: 20, cfg: 7, sampler_name: 'euler', scheduler: 'normal', denoise: 1, model: ['4', 0], positive: ['6', 0], negative: ['7', 0], latent_image: ['5', 0] },
      _meta: { title: 'KSampler' },
    },
    4: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: '' }, _meta: { title: 'Checkpoint' } },
    5: { class_type: 'EmptyLatentImage', inputs: { width: 512, height: 512, batch_size: 1 }, _meta: { title: 'Size' } },
    6: { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse at dusk, oil painting', clip: ['4', 1] }, _meta: { title: 'Prompt' } },
    7: { class_type: 'CLIPTextEncode', inputs: { text: 'blurry, text, watermark', clip: ['4', 1] }, _meta: { title: 'Negative prompt' } },
    8: { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['4', 2] }, _meta: { title: 'Decode' } },
    9: { class_type: 'SaveImage', inputs: { filename_prefix: 'gridscope', images: ['8', 0] }, _meta: { title: 'Save' } },
  },
};

/** The same for SDXL: its checkpoint and its size. */
export const sdxl: WorkflowTemplate = {
  id: 'sdxl',
  name: 'Text to image, SDXL',
  description: 'A prompt becomes a picture of 1024 × 1024 with an SDXL checkpoint.',
  slots: [{ path: '4.ckpt_name', label: 'SDXL checkpoint', prefers: looksLike.sdxl, avoids: [...looksLike.sd15, ...looksLike.flux, ...looksLike.sd3, ...looksLike.video] }],
  workflow: {
    ...txt2img.workflow,
    3: {
      class_type: 'KSampler',
      inputs: { seed: 42, steps: 25, cfg: 6, sampler_name: 'dpmpp_2m', scheduler: 'karras', denoise: 1, model: ['4', 0], positive: ['6', 0], negative: ['7', 0], latent_image: ['5', 0] },
      _meta: { title: 'KSampler' },
    },
    5: { class_type: 'EmptyLatentImage', inputs: { width: 1024, height: 1024, batch_size: 1 }, _meta: { title: 'Size' } },
  },
};

/** Flux by its parts: diffusion model, two text encoders, VAE; guidance instead of a negative prompt. */
export const flux: WorkflowTemplate = {
  id: 'flux',
  name: 'Text to image, Flux',
  description: 'A prompt becomes a picture of 1024 × 1024 with Flux: diffusion model, two text encoders and VAE from files of their own.',
  slots: [
    { path: '12.unet_name', label: 'Flux diffusion model', prefers: looksLike.flux, avoids: [...looksLike.sdxl, ...looksLike.sd3, ...looksLike.video] },
    { path: '11.clip_name1', label: 'T5 text encoder', prefers: [/t5xxl/i, /t5/i], avoids: [/clip[-_]?[lg]/i] },
    { path: '11.clip_name2', label: 'CLIP-L text encoder', prefers: [/clip[-_]?l/i, /clip/i], avoids: [/t5/i, /clip[-_]?g/i] },
    { path: '10.vae_name', label: 'Flux VAE', prefers: [/^ae\./i, /flux/i, /(^|[\\/_-])ae([._-]|$)/i], avoids: [/taesd|taef|pixel_space/i, ...looksLike.sdxl] },
  ],
  workflow: {
    5: { class_type: 'EmptySD3LatentImage', inputs: { width: 1024, height: 1024, batch_size: 1 }, _meta: { title: 'Size' } },
    6: { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse at dusk, oil painting', clip: ['11', 0] }, _meta: { title: 'Prompt' } },
    8: { class_type: 'VAEDecode', inputs: { samples: ['13', 0], vae: ['10', 0] }, _meta: { title: 'Decode' } },
    9: { class_type: 'SaveImage', inputs: { filename_prefix: 'gridscope', images: ['8', 0] }, _meta: { title: 'Save' } },
    10: { class_type: 'VAELoader', inputs: { vae_name: '' }, _meta: { title: 'VAE' } },
    11: { class_type: 'DualCLIPLoader', inputs: { clip_name1: '', clip_name2: '', type: 'flux' }, _meta: { title: 'Text encoders' } },
    12: { class_type: 'UNETLoader', inputs: { unet_name: '', weight_dtype: 'default' }, _meta: { title: 'Diffusion model' } },
    13: { class_type: 'SamplerCustomAdvanced', inputs: { noise: ['25', 0], guider: ['22', 0], sampler: ['16', 0], sigmas: ['17', 0], latent_image: ['5', 0] }, _meta: { title: 'Sampler' } },
    16: { class_type: 'KSamplerSelect', inputs: { sampler_name: 'euler' }, _meta: { title: 'Sampler name' } },
    17: { class_type: 'BasicScheduler', inputs: { scheduler: 'simple', steps: 20, denoise: 1, model: ['12', 0] }, _meta: { title: 'Schedule' } },
    22: { class_type: 'BasicGuider', inputs: { model: ['12', 0], conditioning: ['26', 0] }, _meta: { title: 'Guider' } },
    25: { class_type: 'RandomNoise', inputs: { noise_seed: 42 }, _meta: { title: 'Noise' } },
    26: { class_type: 'FluxGuidance', inputs: { guidance: 3.5, conditioning: ['6', 0] }, _meta: { title: 'Guidance' } },
  },
};

/** Text to image with one LoRA between the checkpoint and everything that uses it; bypassing it gives the picture without. */
export const lora: WorkflowTemplate = {
  id: 'lora',
  name: 'Text to image with a LoRA',
  description: 'A prompt becomes a picture with a Stable Diffusion 1.5 checkpoint and a LoRA, whose strength can vary or which can be left out.',
  slots: [sd15Checkpoint, { path: '10.lora_name', label: 'LoRA', prefers: looksLike.sd15, avoids: [...looksLike.sdxl, ...looksLike.flux, ...looksLike.video] }],
  workflow: {
    ...txt2img.workflow,
    3: {
      class_type: 'KSampler',
      inputs: { seed: 42, steps: 20, cfg: 7, sampler_name: 'euler', scheduler: 'normal', denoise: 1, model: ['10', 0], positive: ['6', 0], negative: ['7', 0], latent_image: ['5', 0] },
      _meta: { title: 'KSampler' },
    },
    6: { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse at dusk, oil painting', clip: ['10', 1] }, _meta: { title: 'Prompt' } },
    7: { class_type: 'CLIPTextEncode', inputs: { text: 'blurry, text, watermark', clip: ['10', 1] }, _meta: { title: 'Negative prompt' } },
    10: { class_type: 'LoraLoader', inputs: { lora_name: '', strength_model: 1, strength_clip: 1, model: ['4', 0], clip: ['4', 1] }, _meta: { title: 'LoRA' } },
  },
};
