import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices, EngineDirs, ModelFolders } from '../nodes/node.js';

/** The model folders of ComfyUI 0.33, in its order. */
export const modelFolderNames = [
  'checkpoints', 'configs', 'loras', 'vae', 'text_encoders', 'diffusion_models', 'clip_vision', 'style_models', 'embeddings', 'diffusers', 'vae_approx',
  'controlnet', 'gligen', 'upscale_models', 'latent_upscale_models', 'custom_nodes', 'datasets', 'hypernetworks', 'photomaker', 'classifiers',
  'model_patches', 'audio_encoders', 'background_removal', 'frame_interpolation', 'geometry_estimation', 'optical_flow', 'detection',
] as const;

const pictureName = /\.(png|jpe?g|jpe|webp|gif|bmp|tiff?|avif|svg|ico|heic|heif|jfif)$/i;

/** The files and models there are at this moment: the disk is read each time, so an upload shows at once. */
export function createChoices(dirs: EngineDirs, named: ModelFolders): Choices {
  return {
    models: (folder) => sorted([...(named[folder] ?? []), ...filesIn(join(dirs.models, folder))]),
    inputFiles: () => sorted(filesIn(dirs.input).filter((name) => pictureName.test(name))),
    outputFiles: () => sorted(filesIn(dirs.output)),
  };
}

/** Two sets of names as one; names given twice count once. */
export function joinModels(first: ModelFolders, second: ModelFolders): ModelFolders {
  const folders = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries([...folders].map((folder) => [folder, [...(first[folder] ?? []), ...(second[folder] ?? [])]]));
}

function filesIn(folder: string): string[] {
  return entriesOf(folder).filter((entry) => entry.isFile()).map((entry) => entry.name);
}

function entriesOf(folder: string): { name: string; isFile(): boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // A folder that nobody made has no files in it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function sorted(names: string[]): string[] {
  return [...new Set(names)].sort((first, second) => (first < second ? -1 : first > second ? 1 : 0));
}
