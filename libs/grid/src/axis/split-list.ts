import { skipMarkLength, type PlacedItem } from './items.js';
import type { Parsed, Place } from './parsed.js';
import { readQuoted } from './quoted.js';

interface SplitOptions {
  /** Keeps commas inside (…) and […] together, as the intervals of numbers need. */
  keepsBrackets: boolean;
}

/** Splits a list at commas and line ends, or at `||` where there is one outside of quotes. Empty items fall away. */
export function splitList(text: string, options: SplitOptions): Parsed<PlacedItem[]> {
  const byPipes = splitAt(text, '||', options);
  if (byPipes.ok && byPipes.value.length > 1) return itemsOf(text, byPipes.value);
  const byCommas = splitAt(text, ',', options);
  return byCommas.ok ? itemsOf(text, byCommas.value) : byCommas;
}

function splitAt(text: string, separator: ',' | '||', options: SplitOptions): Parsed<Place[]> {
  const stretches: Place[] = [];
  let from = 0;
  let itemStart = itemStartAfter(text, 0);
  let depth = 0;
  let position = 0;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === '"' && position === itemStart) {
      const quoted = readQuoted(text, position);
      if (quoted === undefined) return { ok: false, at: { from: position, to: text.length }, message: 'This quote is never closed. Put a " behind the value.' };
      position = quoted.to;
      continue;
    }
    if (options.keepsBrackets) depth = Math.max(0, depth + depthChange(character));
    const length = depth === 0 ? separatorLength(text, position, separator) : 0;
    if (length > 0) {
      stretches.push({ from, to: position });
      from = position + length;
      itemStart = itemStartAfter(text, from);
    }
    position += Math.max(1, length);
  }
  stretches.push({ from, to: text.length });
  return { ok: true, value: stretches };
}

/** Where the value of an item begins: behind blanks and a `SKIP: `. */
function itemStartAfter(text: string, from: number): number {
  let start = from;
  while (/\s/.test(text.charAt(start))) start += 1;
  return start + skipMarkLength(text.slice(start, start + 100));
}

function depthChange(character: string): number {
  if (character === '[' || character === '(') return 1;
  return character === ']' || character === ')' ? -1 : 0;
}

function separatorLength(text: string, position: number, separator: ',' | '||'): number {
  if (text.startsWith(separator, position)) return separator.length;
  return separator === ',' && text[position] === '\n' ? 1 : 0;
}

function itemsOf(text: string, stretches: Place[]): Parsed<PlacedItem[]> {
  const items: PlacedItem[] = [];
  for (const stretch of stretches) {
    const item = itemIn(text, stretch);
    if (!item.ok) return item;
    if (item.value.isQuoted || item.value.text !== '') items.push(item.value);
  }
  return { ok: true, value: items };
}

function itemIn(text: string, stretch: Place): Parsed<PlacedItem> {
  const at = trimmed(text, stretch);
  const markLength = skipMarkLength(text.slice(at.from, at.to));
  const from = at.from + markLength;
  const isSkipped = markLength > 0;
  const quoted = text[from] === '"' ? readQuoted(text, from) : undefined;
  if (quoted === undefined) return { ok: true, value: { text: text.slice(from, at.to), isQuoted: false, isSkipped, at } };
  if (quoted.to < at.to) return { ok: false, at: { from: quoted.to, to: at.to }, message: 'There is more behind the closing quote. Put a comma between, or write "" for a quote inside of quotes.' };
  return { ok: true, value: { text: quoted.text, isQuoted: true, isSkipped, at } };
}

/** The stretch without the blanks at its ends. */
export function trimmed(text: string, stretch: Place): Place {
  const content = text.slice(stretch.from, stretch.to);
  const from = stretch.from + (content.length - content.trimStart().length);
  return { from, to: Math.max(from, stretch.from + content.trimEnd().length) };
}
