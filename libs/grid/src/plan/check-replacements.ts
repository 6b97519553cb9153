import type { Problem } from '../axis/parsed.js';
import type { InputPath, Operation } from '../axis/operation.js';
import { quote } from '../axis/quote.js';
import type { PlanSource } from './plan-source.js';
import { findTerm } from './replace-terms.js';
import { textsAt } from './texts-at.js';

type Replace = Extract<Operation, { op: 'replace' }>;

/** A search that an axis makes; `value` is the first value that makes it. */
interface Search {
  axis: number;
  value: number;
  replace: Replace;
}

/** Terms that no text holds (where there is a text at all), and pairs of terms that overlap in a text. */
export function checkReplacements(source: PlanSource): Problem[] {
  const searches = searchesOf(source);
  return [...searches.flatMap((search) => missingTerm(source, search)), ...overlaps(source, searches)];
}

/** The searches of all axes: values that look for one term in one place share one search. */
function searchesOf({ axes }: PlanSource): Search[] {
  return axes.flatMap((axis, axisPosition) => {
    const known = new Map<string, Search>();
    for (const [value, { operations }] of axis.values.entries()) {
      for (const replace of operations.filter((operation) => operation.op === 'replace')) {
        const key = JSON.stringify([replace.search, replace.caseSensitive, replace.in]);
        if (!known.has(key)) known.set(key, { axis: axisPosition, value, replace });
      }
    }
    return [...known.values()];
  });
}

function missingTerm(source: PlanSource, { axis, value, replace }: Search): Problem[] {
  const texts = replace.in.flatMap((path) => textsAt(source, path));
  const path = draftPath(source, axis, value);
  const where = replace.in.join(' and ');
  if (texts.length === 0) return [];
  const without = texts.filter((text) => findTerm(text, replace).length === 0);
  if (without.length === texts.length) return [{ severity: 'error', path, message: `${quote(replace.search)} is not in the text of ${where}${caseHint(texts, replace)}. Put a term there that the text holds: "${excerpt(texts[0] ?? '', 0)}".` }];
  const isInEach = replace.in.length > 1 || without.length === 0;
  return isInEach ? [] : [{ severity: 'warning', path, message: `${quote(replace.search)} is not in every text of ${where}; it changes nothing in "${excerpt(without[0] ?? '', 0)}".` }];
}

function caseHint(texts: readonly string[], { search, caseSensitive }: Replace): string {
  const isThere = caseSensitive && texts.some((text) => findTerm(text, { search, caseSensitive: false }).length > 0);
  return isThere ? ', but in other letters: upper and lower case differ unless ignoreCase says otherwise' : '';
}

function overlaps(source: PlanSource, searches: readonly Search[]): Problem[] {
  const paths = [...new Set(searches.flatMap(({ replace }) => replace.in))];
  return paths.flatMap((path) => {
    const there = searches.filter(({ replace }) => replace.in.includes(path));
    const pairs = there.flatMap((second, position) => there.slice(0, position).map((first) => ({ first, second })));
    const texts = pairs.length === 0 ? [] : textsAt(source, path);
    return pairs.filter(({ first, second }) => canMeet(source, first, second)).flatMap(({ first, second }) => overlap(source, { first, second, path, texts }));
  });
}

/** Two searches of one axis meet only where one value makes both. */
function canMeet({ axes }: PlanSource, first: Search, second: Search): boolean {
  if (first.axis !== second.axis) return true;
  const makes = (operations: readonly Operation[], { search, caseSensitive }: Replace) => operations.some((operation) => operation.op === 'replace' && operation.search === search && operation.caseSensitive === caseSensitive);
  return axes[first.axis]?.values.some(({ operations }) => makes(operations, first.replace) && makes(operations, second.replace)) === true;
}

interface Pair {
  first: Search;
  second: Search;
  path: InputPath;
  texts: readonly string[];
}

function overlap(source: PlanSource, { first, second, path, texts }: Pair): Problem[] {
  for (const text of texts) {
    const matches = findTerm(text, first.replace);
    const met = findTerm(text, second.replace).find((match) => matches.some((other) => match.from < other.to && other.from < match.to));
    if (met === undefined) continue;
    const [one, other] = [first, second].map(({ axis, replace }) => `${quote(replace.search)} of axis ${source.axes[axis]?.name ?? axis}`);
    const message = `${one} and ${other} overlap at character ${met.from + 1} of ${path}: "${excerpt(text, met.from)}". Both are replaced at once, so neither may hold the other. Take one axis away, or search for words that stand apart.`;
    return [{ severity: 'error', path: draftPath(source, second.axis, second.value), message }];
  }
  return [];
}

/** Where in the draft a search was written. */
function draftPath({ axes }: PlanSource, axis: number, value: number): (string | number)[] {
  return axes[axis]?.kind === 'replace' ? ['axes', axis, 'replace', 'terms', 0] : ['axes', axis, 'values', value];
}

function excerpt(text: string, at: number): string {
  const from = Math.max(0, at - 20);
  const to = Math.min(text.length, from + 60);
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}
