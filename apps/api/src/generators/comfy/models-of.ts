import type { Workflow } from '@gridscope/comfy';

/** A model file as a workflow names it, and the folder where ComfyUI keeps its kind. */
export interface NamedModel {
  folder: string;
  name: string;
  /** `<node id>.<input>`. */
  path: string;
}

/** Core loaders' inputs and their folders. Source: ComfyUI 0.33 nodes.py and comfy_extras, folder_paths.get_filename_list. */
const folderOfInput: readonly [RegExp, string][] = [
  [/^ckpt_name$/, 'checkpoints'],
  [/^lora_name$/, 'loras'],
  [/^vae_name$/, 'vae'],
  [/^unet_name$/, 'diffusion_models'],
  [/^clip_name\d?$/, 'text_encoders'],
  [/^control_net_name$/, 'controlnet'],
  [/^style_model_name$/, 'style_models'],
  [/^gligen_name$/, 'gligen'],
  [/^hypernetwork_name$/, 'hypernetworks'],
  [/^model_name$/, 'upscale_models'],
];

/** The model files that a workflow takes, in its order. */
export function modelsOf(workflow: Workflow): NamedModel[] {
  return Object.entries(workflow).flatMap(([nodeId, node]) =>
    Object.entries(node.inputs).flatMap(([input, value]) => {
      const folder = folderOf(node.class_type, input);
      return folder === undefined || typeof value !== 'string' ? [] : [{ folder, name: value, path: `${nodeId}.${input}` }];
    }),
  );
}

function folderOf(classType: string, input: string): string | undefined {
  if (input === 'clip_name' && classType === 'CLIPVisionLoader') return 'clip_vision';
  return folderOfInput.find(([pattern]) => pattern.test(input))?.[1];
}
