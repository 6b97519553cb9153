// Writes libs/engine/src/nodes/recorded-specs.ts: the entries of a recorded /object_info for the node classes that the
// built-in engine has. Run by hand after adding a class: node scripts/engine-specs.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const version = '0.33.0';
const recording = new URL(`../test/recorded/comfyui/${version}/object_info.json.gz`, import.meta.url);
const target = new URL('../libs/engine/src/nodes/recorded-specs.ts', import.meta.url);

const classes = `
  EmptyImage SaveImage PreviewImage LoadImage LoadImageMask LoadImageOutput ImageScale ImageScaleBy ImageInvert ImageBlur
  CheckpointLoaderSimple UNETLoader CLIPLoader DualCLIPLoader TripleCLIPLoader VAELoader UpscaleModelLoader
  CLIPTextEncode CLIPTextEncodeSDXL CLIPTextEncodeFlux CLIPSetLastLayer LoraLoader LoraLoaderModelOnly
  EmptyLatentImage EmptySD3LatentImage KSampler KSamplerAdvanced LatentUpscale LatentUpscaleBy LatentFromBatch RepeatLatentBatch
  SetLatentNoiseMask VAEDecode VAEDecodeTiled VAEEncode VAEEncodeForInpaint InpaintModelConditioning
  ImageUpscaleWithModel ImageSharpen ImageBlend ImageCrop ImageBatch ImageFlip ImageRotate ImagePadForOutpaint ImageAddNoise
  JoinImageWithAlpha SplitImageWithAlpha ImageCompositeMasked MaskToImage InvertMask SolidMask GetImageSize ResizeImageMaskNode
  SaveImageWebsocket SaveAnimatedWEBP SaveAnimatedPNG PreviewAny
  ConditioningCombine ConditioningAverage ConditioningConcat ConditioningZeroOut
  ModelSamplingDiscrete ModelSamplingSD3 ModelSamplingFlux
  RandomNoise DisableNoise KSamplerSelect BasicScheduler KarrasScheduler ExponentialScheduler PolyexponentialScheduler
  BetaSamplingScheduler SplitSigmas CFGGuider BasicGuider SamplerCustom SamplerCustomAdvanced FluxGuidance
`.trim().split(/\s+/);

// Integers beyond 2^53 (the greatest seed) pass as text, and become bigint literals.
const text = gunzipSync(readFileSync(recording)).toString('utf8').replace(/([:[,]\s*)(-?\d{16,})(?=\s*[,}\]])/g, '$1"bigint:$2"');
const recorded = JSON.parse(text);

const missing = classes.filter((name) => recorded[name] === undefined);
if (missing.length > 0) throw new Error(`the recording has no ${missing.join(', ')}`);

// Descriptions were left out of the recording; a server always sends the key.
const entryOf = ({ name, display_name = null, ...rest }) => ({ name, display_name, description: '', ...rest });
const line = (name) => `  ${name}: ${JSON.stringify(entryOf(recorded[name])).replace(/"bigint:(-?\d+)"/g, '$1n')},`;

writeFileSync(target, `// Made by scripts/engine-specs.mjs from ComfyUI ${version}'s recorded /object_info; not edited by hand.
import type { NodeSpec } from './node.js';

/** Entries of \`/object_info\` by class type, as ComfyUI ${version} answered; tooltips and descriptions are left out. */
export const recordedSpecs: Readonly<Record<string, NodeSpec>> = {
${classes.map(line).join('\n')}
};
`);
