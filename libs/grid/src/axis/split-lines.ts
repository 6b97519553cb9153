import { skipMarkLength, type PlacedItem } from './items.js';
import { readQuoted } from './quoted.js';
import { trimmed } from './split-list.js';

const separator = /\r?\n|\|\|/g;
const blanksToSeparator = /^[^\S\n]*(?:$|\r?\n|\|\|)/;

/** One value a line, or between `||`: commas, hyphens and brackets are text. A value wholly in quotes may hold line ends. */
export function splitLines(text: string): PlacedItem[] {
  const items: PlacedItem[] = [];
  let from = 0;
  while (from <= text.length) {
    const { item, next } = nextItem(text, from);
    if (item.isQuoted || item.text !== '') items.push(item);
    from = next;
  }
  return items;
}

function nextItem(text: string, lineStart: number): { item: PlacedItem; next: number } {
  const blanks = /^[^\S\n]*/.exec(text.slice(lineStart))?.[0].length ?? 0;
  const markLength = skipMarkLength(text.slice(lineStart + blanks));
  const from = lineStart + blanks + markLength;
  const isSkipped = markLength > 0;
  const quoted = text[from] === '"' ? readQuoted(text, from) : undefined;
  if (quoted !== undefined && blanksToSeparator.test(text.slice(quoted.to))) {
    const at = { from: lineStart + blanks, to: quoted.to };
    return { item: { text: quoted.text, isQuoted: true, isSkipped, at }, next: separatorAfter(text, quoted.to).to };
  }
  const end = separatorAfter(text, from);
  const at = trimmed(text, { from, to: end.from });
  return { item: { text: text.slice(at.from, at.to), isQuoted: false, isSkipped, at }, next: end.to };
}

/** The next separator; behind the last one `to` is past the end of the text. */
function separatorAfter(text: string, from: number): { from: number; to: number } {
  separator.lastIndex = from;
  const match = separator.exec(text);
  return match === null ? { from: text.length, to: text.length + 1 } : { from: match.index, to: separator.lastIndex };
}
