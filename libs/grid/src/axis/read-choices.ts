import { globTest, isGlob, withSlashes } from './choice-glob.js';
import { scalarLabel } from './exact-decimal.js';
import type { ChoiceKind } from './input-kind.js';
import type { Item, ItemNote, ItemsRead } from './items.js';
import { nearestSentence, plainName } from './nearest-names.js';
import { quote } from './quote.js';
import type { Scalar } from './scalar.js';
import type { TypedValue } from './typed-value.js';

/** The choices that one item stands for. */
type Found = { ok: true; choices: Scalar[]; note?: string } | { ok: false; message: string };

/** Reads the items of a list of choices. `!…` takes away from what patterns found; with nothing else it takes away from all. */
export function readChoices(items: readonly Item[], kind: ChoiceKind): ItemsRead<TypedValue[]> {
  const warnings: ItemNote[] = [];
  const values = new Map<Scalar, TypedValue>();
  const named = new Set<Scalar>();
  const isExcluded = exclusionOf(items);
  for (const [position, item] of withImpliedAll(items).entries()) {
    if (isExclusion(item)) continue;
    const isPattern = isPatternItem(item, kind);
    const found = isPattern ? matchPattern(item.text, kind, isExcluded) : findChoice(item.text, kind);
    if (!found.ok) return { ok: false, item: Math.min(position, items.length - 1), message: found.message };
    if (found.note !== undefined) warnings.push({ item: position, message: found.note });
    for (const choice of found.choices) {
      if (!isPattern && named.has(choice)) return { ok: false, item: position, message: `${quote(String(choice))} is there twice. Take one of them away.` };
      if (!isPattern) named.add(choice);
      if (!values.has(choice)) values.set(choice, { value: choice, label: scalarLabel(choice), ...(item.isSkipped && { isSkipped: true }) });
    }
  }
  return { ok: true, value: [...values.values()], warnings };
}

function isExclusion(item: Item): boolean {
  return !item.isQuoted && item.text.startsWith('!') && item.text.length > 1;
}

function exclusionOf(items: readonly Item[]): (name: string) => boolean {
  const tests = items.filter(isExclusion).map((item) => globTest(item.text.slice(1)));
  return (name) => tests.some((test) => test(name));
}

function withImpliedAll(items: readonly Item[]): readonly Item[] {
  return items.length > 0 && items.every(isExclusion) ? [...items, { text: '*', isQuoted: false, isSkipped: false }] : items;
}

function isPatternItem(item: Item, kind: ChoiceKind): boolean {
  return !item.isQuoted && isGlob(item.text) && !kind.choices.some((choice) => String(choice) === item.text);
}

function matchPattern(pattern: string, kind: ChoiceKind, isExcluded: (name: string) => boolean): Found {
  const matches = globTest(pattern);
  const choices = kind.choices.filter((choice) => matches(String(choice)) && !isExcluded(String(choice)));
  if (choices.length > 0) return { ok: true, choices };
  return { ok: false, message: `None of the ${kind.choices.length} choices matches ${quote(pattern)}.${nearestSentence(pattern.replaceAll('*', ''), kind.choices.map(String))}` };
}

/** The choice of this name; a separator of the other kind is the same name, other spellings are taken when only one fits, with a note. */
function findChoice(asked: string, kind: ChoiceKind): Found {
  const exact = kind.choices.find((choice) => String(choice) === asked) ?? kind.choices.find((choice) => withSlashes(String(choice)) === withSlashes(asked));
  if (exact !== undefined) return { ok: true, choices: [exact] };
  const plain = plainName(asked);
  const [similar, another] = kind.choices.filter((choice) => plainName(String(choice)) === plain);
  if (similar !== undefined && another === undefined) return { ok: true, choices: [similar], note: `${quote(asked)} was read as "${String(similar)}".` };
  const names = kind.choices.map(String);
  const miss = `${quote(asked)} is not among the ${names.length} choices.${nearestSentence(asked, names)}`;
  if (kind.isOpen === true) return { ok: true, choices: [asked], note: `${miss} It is kept: the list may not be the whole truth.` };
  return { ok: false, message: miss };
}
