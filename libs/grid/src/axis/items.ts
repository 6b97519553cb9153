import type { Place } from './parsed.js';

/** One entry of a list, as typed. Quoted: what is in it is meant literally. */
export interface Item {
  text: string;
  isQuoted: boolean;
  isSkipped: boolean;
}

/** An item and where it stands in the text. */
export interface PlacedItem extends Item {
  at: Place;
}

/** What a reader of items says: values, or which item is wrong. The caller knows where the item stands. */
export type ItemsRead<T> =
  | { ok: true; value: T; warnings: ItemNote[] }
  | ItemMistake;

export interface ItemNote {
  item: number;
  message: string;
}

export interface ItemMistake extends ItemNote {
  ok: false;
}

const skipMark = /^SKIP:\s*/;

/** An item as a list entry gives it: no quotes are read, `SKIP: ` is. */
export function toItem(entry: string): Item {
  const text = entry.replace(skipMark, '');
  return { text, isQuoted: false, isSkipped: text.length !== entry.length };
}

/** How many characters a `SKIP: ` takes at the start of this text; 0 without one. */
export function skipMarkLength(text: string): number {
  return skipMark.exec(text)?.[0].length ?? 0;
}
