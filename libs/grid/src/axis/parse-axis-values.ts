import type { InputKind } from './input-kind.js';
import type { PlacedItem } from './items.js';
import type { Parsed, Place, Warning } from './parsed.js';
import { readItems } from './read-items.js';
import { splitLines } from './split-lines.js';
import { splitList } from './split-list.js';
import type { AxisContext, TypedValue } from './typed-value.js';

const examples: Record<InputKind['type'], string> = {
  int: '1, 5, 9 or 1-10 (+2)',
  float: '0.5, 0.75, 1 or 0-1 [5]',
  choice: 'euler, lcm, or * for all',
  boolean: 'true, false',
  text: 'one text on each line',
  image: 'picture.png',
};

/**
 * Reads what was typed for an axis over an input of this kind, in the grammar of docs/reference/axis-grammar.md.
 * Never empty; in the order typed; no value twice. Decimals are exact, integers keep every digit. The same text,
 * kind and context always give the same values, drawn seeds included.
 */
export function parseAxisValues(text: string, kind: InputKind, context: AxisContext = {}): Parsed<TypedValue[]> {
  const items = splitByKind(text, kind);
  if (!items.ok) return items;
  if (items.value.length === 0) return { ok: false, at: { from: 0, to: text.length }, message: `There is no value here. Write for example: ${examples[kind.type]}.` };
  const read = readItems(items.value, kind, context);
  if (!read.ok) return { ok: false, at: placeOf(items.value, read.item), message: read.message };
  const warnings: Warning[] = read.warnings.map(({ item, message }) => ({ at: placeOf(items.value, item), message }));
  return { ok: true, value: read.value, ...(warnings.length > 0 && { warnings }) };
}

function splitByKind(text: string, kind: InputKind): Parsed<PlacedItem[]> {
  if (kind.type === 'text') return { ok: true, value: splitLines(text) };
  return splitList(text, { keepsBrackets: kind.type === 'int' || kind.type === 'float' });
}

function placeOf(items: readonly PlacedItem[], item: number): Place {
  return items[item]?.at ?? { from: 0, to: 0 };
}
