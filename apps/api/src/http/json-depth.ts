import { RefusedError } from './refused.error.js';

/** Refuses JSON nested deeper than `limit`, before it is parsed: deep nesting costs stack. */
export function assertJsonDepth(bytes: Uint8Array, limit: number): void {
  let depth = 0;
  let isInText = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (isInText) {
      if (byte === 0x5c) i += 1;
      else if (byte === 0x22) isInText = false;
      continue;
    }
    if (byte === 0x22) isInText = true;
    else if (byte === 0x5b || byte === 0x7b) depth += 1;
    else if (byte === 0x5d || byte === 0x7d) depth -= 1;
    if (depth > limit) throw new RefusedError(`The JSON is nested deeper than ${limit} levels.`);
  }
}
