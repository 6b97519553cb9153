import { scalarLabel } from './exact-decimal.js';
import type { Item, ItemNote, ItemsRead } from './items.js';
import { literalSyntaxWarnings } from './literal-syntax.js';
import { quote } from './quote.js';
import type { TypedValue } from './typed-value.js';

/** Reads texts as they are, with a warning where one holds syntax that ComfyUI takes literally. */
export function readTexts(items: readonly Item[]): ItemsRead<TypedValue[]> {
  const known = new Set<string>();
  const warnings: ItemNote[] = [];
  for (const [item, { text }] of items.entries()) {
    if (known.has(text)) return { ok: false, item, message: `${quote(text)} is there twice. Take one of them away.` };
    known.add(text);
    warnings.push(...literalSyntaxWarnings(text).map((message) => ({ item, message })));
  }
  const value = items.map(({ text, isSkipped }) => ({ value: text, label: scalarLabel(text), ...(isSkipped && { isSkipped: true as const }) }));
  return { ok: true, value, warnings };
}
