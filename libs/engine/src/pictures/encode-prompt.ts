import type { Conditioning } from '../sampling/conditioning.js';
import type { Clip } from '../sampling/model.js';

/** A prompt as the sampler hears it: words with their weights, in order. */
export function encodePrompt(_clip: Clip, text: string): Conditioning {
  return [{ words: text.split(/\s+/u).map((word, order) => ({ word, weight: 1, order })), strength: 1 }];
}
