import type { Json } from '@gridscope/comfy';
import { pythonRepr, pythonStr, pythonType } from './python-text.js';

export type Coerced = { ok: true; value: Json } | { ok: false; message: string };

/** What ComfyUI makes of a literal for a widget type before it checks bounds: Python's int(), float(), str() and bool(). */
export function coerceInput(type: string, value: Json): Coerced {
  switch (type) {
    case 'INT': return toInteger(value);
    case 'FLOAT': return toFloat(value);
    case 'STRING': return { ok: true, value: pythonStr(value) };
    case 'BOOLEAN': return { ok: true, value: isTruthy(value) };
    default: return { ok: true, value };
  }
}

/** Python's truth of a value that came as JSON. */
export function isTruthy(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'object') return Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0;
  return Boolean(value) || Number.isNaN(value);
}

function toInteger(value: Json): Coerced {
  if (typeof value === 'boolean') return { ok: true, value: value ? 1 : 0 };
  if (typeof value === 'bigint') return { ok: true, value };
  if (typeof value === 'number') return integerOfNumber(value);
  if (typeof value !== 'string') {
    return { ok: false, message: `int() argument must be a string, a bytes-like object or a real number, not '${pythonType(value)}'` };
  }
  const text = value.trim();
  if (!/^[+-]?\d+(_\d+)*$/.test(text)) return { ok: false, message: `invalid literal for int() with base 10: ${pythonRepr(value)}` };
  return { ok: true, value: narrow(BigInt(text.replace(/^\+/, '').replaceAll('_', ''))) };
}

function integerOfNumber(value: number): Coerced {
  if (Number.isNaN(value)) return { ok: false, message: 'cannot convert float NaN to integer' };
  if (!Number.isFinite(value)) return { ok: false, message: 'cannot convert float infinity to integer' };
  const whole = Math.trunc(value);
  return { ok: true, value: Number.isSafeInteger(whole) ? whole + 0 : BigInt(whole) };
}

function toFloat(value: Json): Coerced {
  if (typeof value === 'boolean') return { ok: true, value: value ? 1 : 0 };
  if (typeof value === 'number' || typeof value === 'bigint') return { ok: true, value: Number(value) };
  if (typeof value !== 'string') return { ok: false, message: `float() argument must be a string or a real number, not '${pythonType(value)}'` };
  const number = floatOfText(value.trim());
  return number === undefined ? { ok: false, message: `could not convert string to float: ${pythonRepr(value)}` } : { ok: true, value: number };
}

function floatOfText(text: string): number | undefined {
  const word = /^([+-]?)(nan|inf|infinity)$/i.exec(text);
  if (word) return word[2]?.toLowerCase() === 'nan' ? Number.NaN : word[1] === '-' ? -Infinity : Infinity;
  const plain = text.replace(/(?<=\d)_(?=\d)/g, '');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
