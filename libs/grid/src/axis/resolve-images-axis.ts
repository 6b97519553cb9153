import type { ImagesAxisDraft } from './axis-draft.js';
import { toItem } from './items.js';
import { resolveTargets } from './operation-targets.js';
import { readImages } from './read-images.js';
import { unresolved, type Resolution, type ResolutionContext } from './resolution.js';
import { setValue } from './resolve-input-axis.js';

/** The values of an axis of pictures. */
export function resolveImagesAxis({ images }: ImagesAxisDraft, { inputs }: ResolutionContext): Resolution {
  const found = resolveTargets(images.input, inputs);
  if (!found.ok) return unresolved('images', ['images', 'input'], found.message);
  const stranger = found.targets.find(({ kind }) => kind.type !== 'image');
  if (stranger !== undefined) return unresolved('images', ['images', 'input'], `${stranger.path} takes no picture (its type is ${stranger.kind.type}). Choose the image input of a node such as LoadImage.`);
  const read = readImages(images.files.map(toItem));
  if (!read.ok) return unresolved('images', ['images', 'files', read.item], read.message);
  const paths = found.targets.map(({ path }) => path);
  return { kind: 'images', values: read.value.map((value) => setValue(value, paths)), problems: [] };
}
