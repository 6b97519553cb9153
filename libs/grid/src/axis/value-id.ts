import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Operation } from './operation.js';

/**
 * The first 12 hex digits of the SHA-256 over the operations as canonical JSON (RFC 8785: keys sorted, no blanks).
 * What a value does decides, so it keeps its id when values are added, moved or relabelled.
 */
export function valueId(operations: readonly Operation[]): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(operations)))).slice(0, 12);
}

function canonicalJson(value: readonly Operation[]): string {
  return JSON.stringify(value, (_, part: unknown) => (isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}

function isRecord(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
