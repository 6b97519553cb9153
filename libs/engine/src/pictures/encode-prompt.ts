import type { Conditioning, WeightedWord } from '../sampling/conditioning.js';
import type { Clip } from '../sampling/model.js';

/**
 * A prompt as the sampler hears it: words in lower case with their weights, in order. `(a b:1.3)` weighs 1.3, plain brackets 1.1 for
 * each level, `\(` is a bracket. CLIP skip and LoRAs on the text encoder soften or stress all words alike.
 */
export function encodePrompt(clip: Clip, text: string): Conditioning {
  const softness = 1 - 0.03 * Math.max(0, -(clip.stopAtLayer ?? -1) - 1);
  const stress = clip.loras.reduce((sum, lora) => sum + 0.05 * lora.strength, softness);
  const words = weightedWords(text).map((word, order) => ({ ...word, order, weight: word.weight * stress }));
  return [{ words, strength: 1 }];
}

type Weighted = Pick<WeightedWord, 'word' | 'weight'>;

function weightedWords(text: string, outer = 1): Weighted[] {
  return bracketParts(text).flatMap((part) => {
    if (!part.isBracketed) return wordsOf(part.text).map((word) => ({ word, weight: outer }));
    const [, inner, weight] = /^(.*):\s*([+-]?[\d.]+)\s*$/su.exec(part.text) ?? [];
    if (inner === undefined || Number.isNaN(Number(weight))) return weightedWords(part.text, outer * 1.1);
    return weightedWords(inner, outer * Number(weight));
  });
}

interface BracketPart {
  readonly text: string;
  readonly isBracketed: boolean;
}

/** Splits at the outermost brackets; one that is never closed reaches to the end. */
function bracketParts(text: string): BracketPart[] {
  const parts: BracketPart[] = [];
  let [current, depth] = ['', 0];
  const close = (isBracketed: boolean): void => {
    if (current !== '') parts.push({ text: current, isBracketed });
    current = '';
  };
  for (const [token] of text.matchAll(/\\[()]|[\s\S]/gu)) {
    if (token === '(' && depth++ === 0) close(false);
    else if (token === ')' && depth > 0 && --depth === 0) close(true);
    else current += token;
  }
  close(depth > 0);
  return parts;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
}
