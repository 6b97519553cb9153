import type { EngineNode, ModelFolders } from './node.js';
import { emptyImage } from './empty-image.js';
import { imageBlur } from './image-blur.js';
import { imageInvert } from './image-invert.js';
import { imageScale } from './image-scale.js';
import { imageScaleBy } from './image-scale-by.js';
import { loadImage } from './load-image.js';
import { previewImage } from './preview-image.js';
import { saveImage } from './save-image.js';
import { checkpoints, diffusionModels, loras, textEncoders, upscaleModels, vaes } from '../pictures/model-catalogue.js';

/** The node classes that the engine has, as `/object_info` lists them. */
export const builtInNodes: readonly EngineNode[] = [emptyImage, saveImage, previewImage, loadImage, imageScale, imageScaleBy, imageInvert, imageBlur];

/** The engine's own models by folder; there are no files behind the names. */
export const builtInModels: ModelFolders = {
  checkpoints: Object.keys(checkpoints),
  diffusion_models: Object.keys(diffusionModels),
  text_encoders: textEncoders,
  vae: vaes,
  loras,
  upscale_models: upscaleModels,
};
