import { nearestSentence } from '../axis/nearest-names.js';
import type { Parsed } from '../axis/parsed.js';
import { quote } from '../axis/quote.js';

/** Names in a rule are put in the private use area of Unicode: one character for each axis, so that the parser sees plain names. */
const firstNameCode = 0xe000;
const lastNameCode = 0xf8fe;
/** Stands for a backslash, which is a character of file names here and no escape. */
const backslash = '\uf8ff';
const keywords = new Set(['and', 'or', 'not', 'in', 'contains', 'true', 'false']);
const word = /[\p{L}_][\p{L}\p{N}_]*/uy;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const operator = /==|!=|<=|>=|&&|\|\||[<>+\-*/%()[\],!]/y;

/** The name that stands for an axis in `encodeNames`' result. */
export function axisOfName(name: string): number {
  return (name.codePointAt(0) ?? 0) - firstNameCode;
}

/** A text of a rule as it was written. */
export function textOfLiteral(encoded: string): string {
  return encoded.replaceAll(backslash, '\\');
}

/**
 * A rule with each axis name put as one character padded to the name's length, so that places stay true.
 * Names may hold blanks (the longest known name wins) and may stand in backticks. What is no word, number,
 * text or operator of the language is a mistake with its place.
 */
export function encodeNames(text: string, axisNames: readonly string[]): Parsed<string> {
  const byLength = axisNames.map((name, axis) => ({ name, axis })).filter(({ name, axis }) => name !== '' && firstNameCode + axis <= lastNameCode).sort((a, b) => b.name.length - a.name.length);
  let encoded = '';
  let position = 0;
  while (position < text.length) {
    const token = tokenAt(text, position, byLength);
    if (!token.ok) return token;
    encoded += token.value.encoded;
    position += token.value.length;
  }
  return { ok: true, value: encoded };
}

interface Name {
  name: string;
  axis: number;
}

type Token = Parsed<{ encoded: string; length: number }>;

function tokenAt(text: string, position: number, names: readonly Name[]): Token {
  const character = text.charAt(position);
  if (character === '"' || character === "'") return textToken(text, position, character);
  if (character === '`') return quotedName(text, position, names);
  const name = names.find((candidate) => standsAt(text, position, candidate.name));
  if (name !== undefined) return nameToken(name.axis, name.name.length);
  const plain = /\s/.test(character) ? character : (matchAt(number, text, position) ?? matchAt(operator, text, position));
  if (plain !== undefined) return { ok: true, value: { encoded: plain, length: plain.length } };
  const found = matchAt(word, text, position);
  if (found === undefined) return refuseCharacter(character, position);
  if (keywords.has(found.toLowerCase())) return { ok: true, value: { encoded: found.toLowerCase(), length: found.length } };
  return unknownName(found, { from: position, to: position + found.length }, names);
}

function textToken(text: string, position: number, quote: string): Token {
  const end = text.indexOf(quote, position + 1);
  if (end === -1) return { ok: false, at: { from: position, to: text.length }, message: `This text is never closed. Put a ${quote} behind it.` };
  const written = text.slice(position, end + 1);
  return { ok: true, value: { encoded: written.replaceAll('\\', backslash), length: written.length } };
}

function quotedName(text: string, position: number, names: readonly Name[]): Token {
  const end = text.indexOf('`', position + 1);
  if (end === -1) return { ok: false, at: { from: position, to: text.length }, message: 'This name is never closed. Put a ` behind it.' };
  const written = text.slice(position + 1, end);
  const name = names.find((candidate) => candidate.name === written);
  if (name === undefined) return unknownName(written, { from: position, to: end + 1 }, names);
  return nameToken(name.axis, end + 1 - position);
}

function nameToken(axis: number, length: number): Token {
  return { ok: true, value: { encoded: String.fromCharCode(firstNameCode + axis).padEnd(length, ' '), length } };
}

/** A word or number of the language is never an axis by accident: axes called "in" or "2" are written in backticks. */
function standsAt(text: string, position: number, name: string): boolean {
  if (keywords.has(name.toLowerCase()) || !/^[\p{L}_]/u.test(name) || !text.startsWith(name, position)) return false;
  const isLetter = (character: string) => /[\p{L}\p{N}_]/u.test(character);
  const startsInside = isLetter(text.charAt(position - 1));
  const endsInside = isLetter(name.charAt(name.length - 1)) && isLetter(text.charAt(position + name.length));
  return !startsInside && !endsInside;
}

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

function refuseCharacter(character: string, position: number): Token {
  const remedy = character === '=' ? 'Write == for "is".' : 'A rule looks like: steps > 20 and sampler == "lcm".';
  return { ok: false, at: { from: position, to: position + 1 }, message: `A rule does not know "${character}". ${remedy}` };
}

function unknownName(name: string, at: { from: number; to: number }, names: readonly Name[]): Token {
  const known = names.map((candidate) => candidate.name);
  const axes = known.length === 0 ? ' There is no axis.' : ` The axes are: ${[...known].sort().join(', ')}.`;
  return { ok: false, at, message: `No axis is called ${quote(name)}.${nearestSentence(name, known)}${axes} Text stands in quotes.` };
}
