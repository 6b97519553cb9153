import type { Json } from '../protocol/exact-json.js';
import type { Scalar, InputKind } from './input-kind.js';
import { matchChoice } from './match-choice.js';

/**
 * The value as it goes into a workflow: decimal text becomes an exact number where the input takes one
 * (an integer outside ±(2^53 − 1) a `bigint`), a choice takes the spelling of the server's list.
 * `kind` is what the catalogue says; without it the literal that was there decides.
 */
export function coerceScalar(value: Scalar, kind: InputKind | undefined, literal: Json | undefined): Json {
  if (kind?.type === 'choice') return coerceChoice(value, kind.choices);
  if (takesNumber(kind, literal) && typeof value === 'string') return numberOf(value) ?? value;
  if (kind?.type === 'text' && typeof value === 'number') return String(value);
  return value;
}

function takesNumber(kind: InputKind | undefined, literal: Json | undefined): boolean {
  if (kind !== undefined) return kind.type === 'int' || kind.type === 'float';
  return typeof literal === 'number' || typeof literal === 'bigint';
}

function coerceChoice(value: Scalar, choices: readonly Scalar[]): Scalar {
  if (choices.includes(value)) return value;
  const spelled = typeof value === 'string' ? matchChoice(value, [...choices]) : undefined;
  return spelled ?? choices.find((choice) => String(choice) === String(value)) ?? value;
}

/** The number that a decimal text says exactly; undefined where it says none. */
export function numberOf(text: string): number | bigint | undefined {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed)) return exactInteger(trimmed);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : undefined;
}

function exactInteger(digits: string): number | bigint {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits.replace(/^\+/, ''));
}
