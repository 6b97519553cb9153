import { parse, stringify } from 'lossless-json';

/** What JSON can say, with integers outside ±(2^53 − 1) as `bigint`. `NaN` and `±Infinity` occur only where a reader allowed them. */
export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };

export interface ExactJsonOptions {
  /** Reads the bare words NaN, Infinity and -Infinity, which Python writes into PNG chunks and histories. Default: false, refused. */
  allowNaN?: boolean;
  /** Deepest nesting read, objects and lists counted together, included. Default 256. */
  maxDepth?: number;
}

const DEFAULT_MAX_DEPTH = 256;
const MAX_INTEGER_DIGITS = 400;

/**
 * Reads JSON without losing an integer: one outside ±(2^53 − 1) becomes a `bigint`; of a key given twice the last one counts.
 * Throws SyntaxError for text that is not JSON, is nested too deeply, or holds an integer of more than 400 digits.
 */
export function parseExactJson(text: string, { allowNaN = false, maxDepth = DEFAULT_MAX_DEPTH }: ExactJsonOptions = {}): Json {
  const seen = scan(text);
  if (seen.depth > maxDepth) throw new SyntaxError(`JSON nested deeper than ${maxDepth} levels`);
  const hasBareWords = allowNaN && seen.bareWords.length > 0;
  // What JSON.parse returns is Json by definition; without a long run of digits no integer of it is rounded.
  if (!hasBareWords && !seen.hasLongDigits) return JSON.parse(text) as Json;
  return hasBareWords ? parseWithBareWords(text, seen.bareWords) : parseLossless(text, readNumber);
}

/**
 * Writes JSON on one line with `bigint` as a bare integer.
 * NaN and infinities, which JSON cannot say, throw TypeError; with `nonFinite: 'text'` they become "NaN" and so on, to be shown, not read back.
 */
export function stringifyExactJson(value: Json, { nonFinite = 'refuse' }: { nonFinite?: 'refuse' | 'text' } = {}): string {
  const text = stringify(value, (key, item) => {
    if (typeof item !== 'number' || Number.isFinite(item)) return item;
    if (nonFinite === 'text') return String(item);
    throw new TypeError(`JSON cannot hold ${item}${key === '' ? '' : ` (at "${key}")`}`);
  });
  if (text === undefined) throw new TypeError('JSON cannot hold undefined');
  return text;
}

function parseLossless(text: string, parseNumber: (literal: string) => Json): Json {
  // The library's result is `unknown` because its number parser is ours; ours gives Json, so the whole is Json.
  return parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue }) as Json;
}

function readNumber(literal: string): number | bigint {
  const value = Number(literal);
  if (!/^-?\d+$/.test(literal) || Number.isSafeInteger(value)) return value;
  if (literal.length > MAX_INTEGER_DIGITS) throw new SyntaxError(`JSON holds an integer of more than ${MAX_INTEGER_DIGITS} digits`);
  return BigInt(literal);
}

/** The words are swapped for number literals of equal meaning; NaN has none, so it gets one that the text does not contain. */
function parseWithBareWords(text: string, words: readonly BareWord[]): Json {
  let nanLiteral = '0e9';
  while (text.includes(nanLiteral)) nanLiteral += '9';
  const literals = { NaN: nanLiteral, Infinity: '1e999', '-Infinity': '-1e999' };
  let patched = '';
  let end = 0;
  for (const { at, word } of words) {
    patched += text.slice(end, at) + literals[word];
    end = at + word.length;
  }
  return parseLossless(patched + text.slice(end), (literal) => (literal === nanLiteral ? NaN : readNumber(literal)));
}

interface BareWord { at: number; word: 'NaN' | 'Infinity' | '-Infinity' }

/** One look at the text outside of strings: how deep it goes, and whether the plain parser would do. */
function scan(text: string): { depth: number; hasLongDigits: boolean; bareWords: BareWord[] } {
  let depth = 0;
  let deepest = 0;
  let hasLongDigits = false;
  const bareWords: BareWord[] = [];
  const marks = /["[\]{}NI]|\d{16,}/g;
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    const mark = match[0];
    if (mark === '"') marks.lastIndex = endOfString(text, marks.lastIndex);
    else if (mark === '[' || mark === '{') deepest = Math.max(deepest, ++depth);
    else if (mark === ']' || mark === '}') depth -= 1;
    else if (mark === 'N' || mark === 'I') addBareWord(text, match.index, bareWords);
    else hasLongDigits = true;
  }
  return { depth: deepest, hasLongDigits, bareWords };
}

function addBareWord(text: string, at: number, words: BareWord[]): void {
  if (text.startsWith('NaN', at)) words.push({ at, word: 'NaN' });
  else if (!text.startsWith('Infinity', at)) return;
  else if (text[at - 1] === '-') words.push({ at: at - 1, word: '-Infinity' });
  else words.push({ at, word: 'Infinity' });
}

function endOfString(text: string, from: number): number {
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\' && quote - 1 - backslashes >= from) backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}
