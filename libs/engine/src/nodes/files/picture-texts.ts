import { pythonJson } from '../../execution/python-text.js';
import type { PngText } from '../../execution/encode-png.js';
import type { Json } from '@gridscope/comfy';
import type { NodeContext } from '../node.js';

/** What a picture carries: the prompt as executed, then each key of `extra_pnginfo` in its order; nothing where metadata is not wanted. */
export function pictureTexts({ isMetadataWanted, prompt, extraPngInfo }: NodeContext): PngText[] {
  if (!isMetadataWanted) return [];
  // A prompt is what came as JSON, with is_changed added, which is Json too.
  const texts = [{ keyword: 'prompt', text: pythonJson(prompt as unknown as Json) }];
  for (const [keyword, value] of Object.entries(extraPngInfo ?? {})) texts.push({ keyword, text: pythonJson(value) });
  return texts;
}
