/** A word of a prompt; weight 1 is plain, `(word:1.3)` 1.3; order counts from 0. */
export interface WeightedWord {
  readonly word: string;
  readonly weight: number;
  readonly order: number;
}

/** What one text asks for. No words: the mean over all pictures, as an empty prompt. */
export interface ConditioningPart {
  readonly words: readonly WeightedWord[];
  /** Strength beside the other parts, above 0. */
  readonly strength: number;
  /** Distilled guidance (FluxGuidance); left out: 3.5. Only the Flux family hears it. */
  readonly guidance?: number;
}

/** What steers sampling: the denoisers of its parts are averaged by strength, as ConditioningCombine means it. */
export type Conditioning = readonly ConditioningPart[];

/** Both conditionings at once (ConditioningCombine). */
export function combineConditionings(first: Conditioning, second: Conditioning): Conditioning {
  return [...first, ...second];
}

/** The words of both in one text (ConditioningConcat); only the first part of `from` is heard, as in ComfyUI. */
export function concatConditionings(to: Conditioning, from: Conditioning): Conditioning {
  const extra = from[0]?.words ?? [];
  return to.map((part) => ({
    ...part,
    words: [...part.words, ...extra.map((word) => ({ ...word, order: word.order + part.words.length }))],
  }));
}

/** Between two texts (ConditioningAverage): strength 1 is `to`, 0 is the first part of `from`. */
export function averageConditionings(to: Conditioning, from: Conditioning, toStrength: number): Conditioning {
  const other = from[0]?.words ?? [];
  return to.map((part) => ({
    ...part,
    words: [
      ...part.words.map((word) => ({ ...word, weight: word.weight * toStrength })),
      ...other.map((word) => ({ ...word, weight: word.weight * (1 - toStrength) })),
    ].filter((word) => word.weight !== 0),
  }));
}

/** The same parts saying nothing (ConditioningZeroOut). */
export function zeroConditioning(conditioning: Conditioning): Conditioning {
  return conditioning.map((part) => ({ ...part, words: [] }));
}

/** The same parts under another distilled guidance (FluxGuidance). */
export function withGuidance(conditioning: Conditioning, guidance: number): Conditioning {
  return conditioning.map((part) => ({ ...part, guidance }));
}
