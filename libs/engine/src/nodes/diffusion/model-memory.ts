import { diffusionModels } from '../../pictures/model-catalogue.js';
import type { NodeContext } from '../node.js';
import type { Latent, Model, ModelFamily, UpscaleModel } from '../values.js';

// Rounded sizes of the real families' files (Flux in 8 bits), so that limits of memory bite where they would.
const MODEL_MIB: Readonly<Record<ModelFamily, number>> = { sd15: 2_000, sdxl: 6_500, sd3: 5_500, flux: 11_900 };
const UPSCALE_MODEL_MIB = 64;

/** Memory for one latent pixel while sampling, with and without guidance. */
const SAMPLING_MIB_PER_LATENT_PIXEL = 0.03;
/** Memory for one latent pixel in the decoder: about 1.1 GiB for 512 × 512, as ComfyUI estimates (comfy/sd.py, memory_used_decode). */
const DECODING_MIB_PER_LATENT_PIXEL = 0.266;

/** Makes the weights of a diffusion model resident. */
export async function loadDiffusionModel(context: NodeContext, { name, family }: Model): Promise<void> {
  const folder = name in diffusionModels ? 'diffusion_models' : 'checkpoints';
  await context.loadModel({ name, folder, sizeMiB: MODEL_MIB[family] });
}

/** Makes an upscale model resident. */
export async function loadUpscaleModel(context: NodeContext, { name }: UpscaleModel): Promise<void> {
  await context.loadModel({ name, folder: 'upscale_models', sizeMiB: UPSCALE_MODEL_MIB });
}

/** Claims what sampling this latent needs; guidance draws both conditionings at once. */
export function allocateForSampling(context: NodeContext, { batch, height, width }: Latent, isGuided: boolean): void {
  context.allocate(batch * height * width * SAMPLING_MIB_PER_LATENT_PIXEL * (isGuided ? 2 : 1));
}

/** Claims what decoding or encoding needs, in latent pixels. */
export function allocateForDecoding(context: NodeContext, latentPixels: number): void {
  context.allocate(latentPixels * DECODING_MIB_PER_LATENT_PIXEL);
}
