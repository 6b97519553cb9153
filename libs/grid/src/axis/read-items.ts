import type { InputKind } from './input-kind.js';
import type { Item, ItemsRead } from './items.js';
import { maxAxisValues, tooManyValues } from './max-axis-values.js';
import { readBooleans } from './read-booleans.js';
import { readChoices } from './read-choices.js';
import { readImages } from './read-images.js';
import { readNumbers } from './read-numbers.js';
import { readTexts } from './read-texts.js';
import type { AxisContext, TypedValue } from './typed-value.js';

/** Reads items as values of an input of this kind. */
export function readItems(items: readonly Item[], kind: InputKind, context: AxisContext): ItemsRead<TypedValue[]> {
  if (items.length > maxAxisValues) return { ok: false, item: maxAxisValues, message: tooManyValues(String(items.length)) };
  switch (kind.type) {
    case 'int':
    case 'float':
      return readNumbers(items, kind, context);
    case 'choice':
      return readChoices(items, kind);
    case 'boolean':
      return readBooleans(items);
    case 'text':
      return readTexts(items);
    case 'image':
      return readImages(items);
  }
}
