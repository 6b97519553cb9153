import { averageConditionings, type Conditioning as Parts, type ConditioningPart } from '../../sampling/conditioning.js';
import { encodePrompt } from '../../pictures/encode-prompt.js';
import type { Conditioning, ConditioningEntry } from '../values.js';

/** What the sampler hears of a conditioning: its texts read by their encoder, blended by weight; a strength of 0 says nothing. */
export function conditioningParts({ entries }: Conditioning): Parts {
  return entries.flatMap(partsOf);
}

function partsOf(entry: ConditioningEntry): ConditioningPart[] {
  const words = entry.strength === 0 ? [] : blend(entry).flatMap((part) => part.words);
  return [{ words, strength: 1, ...(entry.guidance === undefined ? {} : { guidance: entry.guidance }) }];
}

function blend({ clip, texts }: ConditioningEntry): Parts {
  const nothing: Parts = [{ words: [], strength: 1 }];
  const encoded = texts.map(({ text, weight }) => averageConditionings(encodePrompt(clip, text), nothing, weight));
  return encoded.flat();
}
