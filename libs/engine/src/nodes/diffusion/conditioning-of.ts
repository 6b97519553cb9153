import type { Clip, Conditioning, ConditioningEntry } from '../values.js';

/** A conditioning of texts in equal parts; a text given twice counts once. */
export function conditioningOf(clip: Clip, texts: readonly string[], more: Pick<ConditioningEntry, 'guidance'> = {}): Conditioning {
  const different = [...new Set(texts)];
  return {
    kind: 'CONDITIONING',
    entries: [{ clip, texts: different.map((text) => ({ text, weight: 1 / different.length })), strength: 1, ...more }],
  };
}

/** Each entry changed the same way. */
export function mapEntries(conditioning: Conditioning, change: (entry: ConditioningEntry) => ConditioningEntry): Conditioning {
  return { ...conditioning, entries: conditioning.entries.map(change) };
}
