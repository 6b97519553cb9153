import type { ModelFamily } from '../sampling/model.js';

/** The engine's own checkpoints and their families. */
export const checkpoints: Readonly<Record<string, ModelFamily>> = {
  'gouache-sd15.safetensors': 'sd15',
  'atelier-sd15.safetensors': 'sd15',
  'panorama-sdxl.safetensors': 'sdxl',
  'nocturne-sd3.safetensors': 'sd3',
};
/** Diffusion models without encoder and VAE (UNETLoader). */
export const diffusionModels: Readonly<Record<string, ModelFamily>> = { 'meridian-flux.safetensors': 'flux' };
/** Text encoders (CLIPLoader, DualCLIPLoader). */
export const textEncoders: readonly string[] = ['clip_l.safetensors', 't5xxl.safetensors'];
/** VAEs (VAELoader); each has its tone. */
export const vaes: readonly string[] = ['neutral-vae.safetensors', 'warm-vae.safetensors', 'crisp-vae.safetensors'];
/** LoRAs; each pulls the means its way. */
export const loras: readonly string[] = ['golden-hour.safetensors', 'ink-wash.safetensors', 'sea-mist.safetensors'];
/** Upscale models (UpscaleModelLoader). */
export const upscaleModels: readonly string[] = ['lanczos-sharp-4x.safetensors', 'lanczos-sharp-2x.safetensors'];

/** The family of a model by its file name; a name the engine does not know is SD3. */
export function familyOf(modelName: string): ModelFamily {
  return checkpoints[modelName] ?? diffusionModels[modelName] ?? 'sd3';
}
