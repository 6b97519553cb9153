import type { WorkflowInputView } from '@gridscope/contract';

type Scalar = string | number | boolean;
export type ScalarRead = { ok: true; value: Scalar } | { ok: false; message: string };

const integer = /^[+-]?\d+$/;

/** Reads one value typed for an input. Integers beyond 2^53 stay text, so that every digit is kept. */
export function readScalar(text: string, kind: WorkflowInputView['kind']): ScalarRead {
  if (kind.type === 'int') return readInteger(text.trim(), kind);
  if (kind.type === 'float') return readFloat(text.trim(), kind);
  if (kind.type === 'boolean') return { ok: true, value: text === 'true' };
  return { ok: true, value: text };
}

function readInteger(text: string, { min, max }: { min?: number | string | undefined; max?: number | string | undefined }): ScalarRead {
  if (!integer.test(text)) return { ok: false, message: `${text === '' ? 'A whole number is needed' : `"${text}" is no whole number`}.` };
  const value = BigInt(text);
  if (min !== undefined && value < BigInt(min)) return { ok: false, message: `At least ${min}.` };
  if (max !== undefined && value > BigInt(max)) return { ok: false, message: `At most ${max}.` };
  return { ok: true, value: Number.isSafeInteger(Number(value)) ? Number(value) : value.toString() };
}

function readFloat(text: string, { min, max }: { min?: number | undefined; max?: number | undefined }): ScalarRead {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return { ok: false, message: `${text === '' ? 'A number is needed' : `"${text}" is no number`}.` };
  if (min !== undefined && value < min) return { ok: false, message: `At least ${min}.` };
  if (max !== undefined && value > max) return { ok: false, message: `At most ${max}.` };
  return { ok: true, value };
}
