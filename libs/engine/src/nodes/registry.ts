import type { EngineNode, ModelFolders } from './node.js';
import { basicGuider } from './basic-guider.js';
import { basicScheduler } from './basic-scheduler.js';
import { betaSamplingScheduler } from './beta-sampling-scheduler.js';
import { cfgGuider } from './cfg-guider.js';
import { checkpointLoaderSimple } from './checkpoint-loader-simple.js';
import { clipLoader } from './clip-loader.js';
import { clipSetLastLayer } from './clip-set-last-layer.js';
import { clipTextEncodeFlux } from './clip-text-encode-flux.js';
import { clipTextEncodeSdxl } from './clip-text-encode-sdxl.js';
import { clipTextEncode } from './clip-text-encode.js';
import { conditioningAverage } from './conditioning-average.js';
import { conditioningCombine } from './conditioning-combine.js';
import { conditioningConcat } from './conditioning-concat.js';
import { conditioningZeroOut } from './conditioning-zero-out.js';
import { disableNoise } from './disable-noise.js';
import { dualClipLoader } from './dual-clip-loader.js';
import { emptyImage } from './empty-image.js';
import { emptyLatentImage } from './empty-latent-image.js';
import { emptySd3LatentImage } from './empty-sd3-latent-image.js';
import { exponentialScheduler } from './exponential-scheduler.js';
import { fluxGuidance } from './flux-guidance.js';
import { getImageSize } from './get-image-size.js';
import { imageAddNoise } from './image-add-noise.js';
import { imageBatch } from './image-batch.js';
import { imageBlend } from './image-blend.js';
import { imageBlur } from './image-blur.js';
import { imageCompositeMasked } from './image-composite-masked.js';
import { imageCrop } from './image-crop.js';
import { imageFlip } from './image-flip.js';
import { imageInvert } from './image-invert.js';
import { imagePadForOutpaint } from './image-pad-for-outpaint.js';
import { imageRotate } from './image-rotate.js';
import { imageScaleBy } from './image-scale-by.js';
import { imageScale } from './image-scale.js';
import { imageSharpen } from './image-sharpen.js';
import { imageUpscaleWithModel } from './image-upscale-with-model.js';
import { inpaintModelConditioning } from './inpaint-model-conditioning.js';
import { invertMask } from './invert-mask.js';
import { joinImageWithAlpha } from './join-image-with-alpha.js';
import { kSamplerAdvanced } from './k-sampler-advanced.js';
import { kSamplerSelect } from './k-sampler-select.js';
import { kSampler } from './k-sampler.js';
import { karrasScheduler } from './karras-scheduler.js';
import { latentFromBatch } from './latent-from-batch.js';
import { latentUpscaleBy } from './latent-upscale-by.js';
import { latentUpscale } from './latent-upscale.js';
import { loadImageMask } from './load-image-mask.js';
import { loadImageOutput } from './load-image-output.js';
import { loadImage } from './load-image.js';
import { loraLoaderModelOnly } from './lora-loader-model-only.js';
import { loraLoader } from './lora-loader.js';
import { maskToImage } from './mask-to-image.js';
import { modelSamplingDiscrete } from './model-sampling-discrete.js';
import { modelSamplingFlux } from './model-sampling-flux.js';
import { modelSamplingSd3 } from './model-sampling-sd3.js';
import { polyexponentialScheduler } from './polyexponential-scheduler.js';
import { previewAny } from './preview-any.js';
import { previewImage } from './preview-image.js';
import { randomNoise } from './random-noise.js';
import { repeatLatentBatch } from './repeat-latent-batch.js';
import { resizeImageMaskNode } from './resize-image-mask-node.js';
import { samplerCustomAdvanced } from './sampler-custom-advanced.js';
import { samplerCustom } from './sampler-custom.js';
import { saveAnimatedPng } from './save-animated-png.js';
import { saveAnimatedWebp } from './save-animated-webp.js';
import { saveImageWebsocket } from './save-image-websocket.js';
import { saveImage } from './save-image.js';
import { setLatentNoiseMask } from './set-latent-noise-mask.js';
import { solidMask } from './solid-mask.js';
import { splitImageWithAlpha } from './split-image-with-alpha.js';
import { splitSigmas } from './split-sigmas.js';
import { tripleClipLoader } from './triple-clip-loader.js';
import { unetLoader } from './unet-loader.js';
import { upscaleModelLoader } from './upscale-model-loader.js';
import { vaeDecodeTiled } from './vae-decode-tiled.js';
import { vaeDecode } from './vae-decode.js';
import { vaeEncodeForInpaint } from './vae-encode-for-inpaint.js';
import { vaeEncode } from './vae-encode.js';
import { vaeLoader } from './vae-loader.js';
import { checkpoints, diffusionModels, loras, textEncoders, upscaleModels, vaes } from '../pictures/model-catalogue.js';

/** The node classes that the engine has, as `/object_info` lists them. */
export const builtInNodes: readonly EngineNode[] = [
  basicGuider,
  basicScheduler,
  betaSamplingScheduler,
  cfgGuider,
  checkpointLoaderSimple,
  clipLoader,
  clipSetLastLayer,
  clipTextEncodeFlux,
  clipTextEncodeSdxl,
  clipTextEncode,
  conditioningAverage,
  conditioningCombine,
  conditioningConcat,
  conditioningZeroOut,
  disableNoise,
  dualClipLoader,
  emptyImage,
  emptyLatentImage,
  emptySd3LatentImage,
  exponentialScheduler,
  fluxGuidance,
  getImageSize,
  imageAddNoise,
  imageBatch,
  imageBlend,
  imageBlur,
  imageCompositeMasked,
  imageCrop,
  imageFlip,
  imageInvert,
  imagePadForOutpaint,
  imageRotate,
  imageScaleBy,
  imageScale,
  imageSharpen,
  imageUpscaleWithModel,
  inpaintModelConditioning,
  invertMask,
  joinImageWithAlpha,
  kSamplerAdvanced,
  kSamplerSelect,
  kSampler,
  karrasScheduler,
  latentFromBatch,
  latentUpscaleBy,
  latentUpscale,
  loadImageMask,
  loadImageOutput,
  loadImage,
  loraLoaderModelOnly,
  loraLoader,
  maskToImage,
  modelSamplingDiscrete,
  modelSamplingFlux,
  modelSamplingSd3,
  polyexponentialScheduler,
  previewAny,
  previewImage,
  randomNoise,
  repeatLatentBatch,
  resizeImageMaskNode,
  samplerCustomAdvanced,
  samplerCustom,
  saveAnimatedPng,
  saveAnimatedWebp,
  saveImageWebsocket,
  saveImage,
  setLatentNoiseMask,
  solidMask,
  splitImageWithAlpha,
  splitSigmas,
  tripleClipLoader,
  unetLoader,
  upscaleModelLoader,
  vaeDecodeTiled,
  vaeDecode,
  vaeEncodeForInpaint,
  vaeEncode,
  vaeLoader,
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
