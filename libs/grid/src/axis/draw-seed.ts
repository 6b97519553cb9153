import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { readDecimal, toIntText } from './exact-decimal.js';
import type { IntKind } from './input-kind.js';
import type { IntText } from './scalar.js';
import type { AxisContext } from './typed-value.js';

const largestSeed = 2n ** 64n - 1n;

/**
 * The seed at this position (0, 1, …) of an axis: the first 64 bits of a SHA-256 over random, axis name and position,
 * brought into the input's range (0 to 2^64 − 1 where it has none). The same question always gets the same answer.
 */
export function drawSeed(kind: IntKind, { random = 0, axisName = '' }: AxisContext, position: number): IntText {
  const from = atLeastZero(toBigInt(kind.min, 0n));
  const to = toBigInt(kind.max, largestSeed);
  const drawn = BigInt(`0x${bytesToHex(sha256(utf8ToBytes(JSON.stringify([random, axisName, position])))).slice(0, 16)}`);
  const value = to < from ? to : from + (drawn % (to - from + 1n));
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}

function toBigInt(bound: IntText | undefined, otherwise: bigint): bigint {
  const value = bound === undefined ? undefined : readDecimal(String(bound));
  return value === undefined ? otherwise : BigInt(String(toIntText(value.trunc())));
}

function atLeastZero(value: bigint): bigint {
  return value < 0n ? 0n : value;
}
