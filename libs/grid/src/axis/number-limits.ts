import { ExactDecimal } from './exact-decimal.js';
import type { FloatKind, IntKind } from './input-kind.js';

/** What stands against this number at this input, or undefined. Both ends of the input's range are allowed. */
export function refuseNumber(value: ExactDecimal, kind: IntKind | FloatKind): string | undefined {
  const written = value.toString();
  if (kind.type === 'int' && !value.isInteger()) return `${written} is not a whole number, and this input takes whole numbers.`;
  if (kind.min !== undefined && value.lt(kind.min)) return `${written} is below ${String(kind.min)}, the smallest this input takes.`;
  if (kind.max !== undefined && value.gt(kind.max)) return `${written} is above ${String(kind.max)}, the largest this input takes.`;
  if (!Number.isFinite(value.toNumber())) return `${written} is larger than a number can be.`;
  return undefined;
}

/** A note where the number is none of those that ComfyUI's page offers, which counts its steps from the smallest; the server takes it all the same. */
export function offStepNote(value: ExactDecimal, kind: IntKind | FloatKind): string | undefined {
  if (kind.step === undefined || kind.step <= 0) return undefined;
  const isOnStep = value.minus(kind.min ?? 0).mod(kind.step).isZero();
  return isOnStep ? undefined : `${value.toString()} is not on the input's step of ${kind.step}. ComfyUI's page would round it; the server draws it as it is.`;
}
