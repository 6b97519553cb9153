import type { Item, ItemsRead } from './items.js';
import { quote } from './quote.js';
import type { TypedValue } from './typed-value.js';

const words: ReadonlyMap<string, readonly boolean[]> = new Map([
  ['true', [true]], ['yes', [true]], ['on', [true]], ['1', [true]],
  ['false', [false]], ['no', [false]], ['off', [false]], ['0', [false]],
  ['*', [false, true]],
]);

/** Reads the items of a list of switches: true and false, and the words people use for them. */
export function readBooleans(items: readonly Item[]): ItemsRead<TypedValue[]> {
  const values: TypedValue[] = [];
  for (const [item, { text, isSkipped }] of items.entries()) {
    const meant = words.get(text.trim().toLowerCase());
    if (meant === undefined) return { ok: false, item, message: `${quote(text)} is neither true nor false. Write true, false, or both.` };
    for (const value of meant) {
      if (values.some((known) => known.value === value)) return { ok: false, item, message: `${String(value)} is there twice. Take one of them away.` };
      values.push({ value, label: String(value), ...(isSkipped && { isSkipped: true }) });
    }
  }
  return { ok: true, value: values, warnings: [] };
}
