import type { Json } from '@gridscope/comfy';
import { isRecord } from './is-record.js';

/** One place in which two values differ; the path is made of keys and indexes. */
export interface Difference { path: string; expected: string; actual: string }

/** Every place in which what came differs from what was recorded. NaN equals NaN. */
export function findDifferences(expected: Json | undefined, actual: Json | undefined, path = ''): Difference[] {
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item, index) => findDifferences(item, actual[index], `${path}[${index}]`));
  }
  if (isRecord(expected) && isRecord(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => findDifferences(expected[key], actual[key], path === '' ? key : `${path}.${key}`));
  }
  if (isSame(expected, actual)) return [];
  return [{ path, expected: show(expected), actual: show(actual) }];
}

function isSame(expected: Json | undefined, actual: Json | undefined): boolean {
  if (Object.is(expected, actual) || expected === actual) return true;
  return (typeof expected === 'bigint' || typeof actual === 'bigint') && String(expected) === String(actual);
}

function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item)).slice(0, 300);
}
