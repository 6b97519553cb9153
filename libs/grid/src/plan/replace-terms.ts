/** One search in a text. An empty replacement takes the term away. */
export interface TermReplacement {
  search: string;
  replacement: string;
  caseSensitive: boolean;
}

/** Where a term stands in a text: UTF-16 units, `to` not included. */
export interface TermMatch {
  from: number;
  to: number;
  /** Position of its replacement in the list asked for. */
  by: number;
}

export type Replaced = { ok: true; text: string } | { ok: false; first: TermMatch; second: TermMatch };

/** Every term replaced in the text as it was given: no replacement sees another's result. Two that overlap are refused. */
export function replaceTerms(text: string, replacements: readonly TermReplacement[]): Replaced {
  const matches = replacements.flatMap((replacement, by) => findTerm(text, replacement).map((match) => ({ ...match, by })));
  matches.sort((a, b) => a.from - b.from || a.to - b.to);
  const overlap = matches.findIndex((match, position) => match.from < (matches[position - 1]?.to ?? 0));
  const [first, second] = [matches[overlap - 1], matches[overlap]];
  if (first !== undefined && second !== undefined) return { ok: false, first, second };
  const parts = matches.map((match, position) => text.slice(matches[position - 1]?.to ?? 0, match.from) + (replacements[match.by]?.replacement ?? ''));
  return { ok: true, text: parts.join('') + text.slice(matches.at(-1)?.to ?? 0) };
}

/** Where this term stands, from left to right, never overlapping itself. */
export function findTerm(text: string, { search, caseSensitive }: Pick<TermReplacement, 'search' | 'caseSensitive'>): { from: number; to: number }[] {
  if (search === '') return [];
  const pattern = new RegExp(search.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), caseSensitive ? 'gu' : 'giu');
  return Array.from(text.matchAll(pattern), (match) => ({ from: match.index, to: match.index + match[0].length }));
}
