import type { InputKind } from './input-kind.js';
import type { Scalar } from './scalar.js';

/** What stands against a value before it is read: a number beyond 2^53 has lost digits already; a list of numbers holds no text that is blank. */
export function refuseScalar(value: Scalar | undefined, kind: InputKind): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return `${value} is no number that an input takes.`;
  if (kind.type === 'int' && typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return `${value} is beyond 2^53 and has lost its last digits. Put it in quotes.`;
  }
  return undefined;
}
