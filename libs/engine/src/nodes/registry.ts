import type { EngineNode, ModelFolders } from './node.js';
import { emptyImage } from './empty-image.js';
import { getImageSize } from './get-image-size.js';
import { imageAddNoise } from './image-add-noise.js';
import { imageBatch } from './image-batch.js';
import { imageBlend } from './image-blend.js';
import { imageBlur } from './image-blur.js';
import { imageCrop } from './image-crop.js';
import { imageFlip } from './image-flip.js';
import { imageInvert } from './image-invert.js';
import { imagePadForOutpaint } from './image-pad-for-outpaint.js';
import { imageRotate } from './image-rotate.js';
import { imageScaleBy } from './image-scale-by.js';
import { imageScale } from './image-scale.js';
import { imageSharpen } from './image-sharpen.js';
import { invertMask } from './invert-mask.js';
import { joinImageWithAlpha } from './join-image-with-alpha.js';
import { loadImage } from './load-image.js';
import { maskToImage } from './mask-to-image.js';
import { previewImage } from './preview-image.js';
import { saveImage } from './save-image.js';
import { solidMask } from './solid-mask.js';
import { splitImageWithAlpha } from './split-image-with-alpha.js';
import { checkpoints, diffusionModels, loras, textEncoders, upscaleModels, vaes } from '../pictures/model-catalogue.js';

/** The node classes that the engine has, as `/object_info` lists them. */
export const builtInNodes: readonly EngineNode[] = [
  emptyImage,
  getImageSize,
  imageAddNoise,
  imageBatch,
  imageBlend,
  imageBlur,
  imageCrop,
  imageFlip,
  imageInvert,
  imagePadForOutpaint,
  imageRotate,
  imageScaleBy,
  imageScale,
  imageSharpen,
  invertMask,
  joinImageWithAlpha,
  loadImage,
  maskToImage,
  previewImage,
  saveImage,
  solidMask,
  splitImageWithAlpha,
];

/** The engine's own models by folder; there are no files behind the names. */
export const builtInModels: ModelFolders = {
  checkpoints: Object.keys(checkpoints),
  diffusion_models: Object.keys(diffusionModels),
  text_encoders: textEncoders,
  vae: vaes,
  loras,
  upscale_models: upscaleModels,
};
