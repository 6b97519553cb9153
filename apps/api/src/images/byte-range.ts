import type { ByteRange } from './image-store.js';

/**
 * The stretch that a `Range` header asks for (RFC 9110 §14), cut to the file. Undefined: the whole file, also where the header
 * is of another kind or asks for several stretches, which a server may ignore. `unsatisfiable`: nothing of it is in the file.
 */
export function parseByteRange(header: string | undefined, sizeBytes: number): ByteRange | 'unsatisfiable' | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (parts === null || (parts[1] === '' && parts[2] === '')) return undefined;
  const last = sizeBytes - 1;
  if (parts[1] === '') return suffix(Number(parts[2]), last);
  const from = Number(parts[1]);
  const to = parts[2] === '' ? last : Math.min(Number(parts[2]), last);
  if (from > last) return 'unsatisfiable';
  return to < from ? undefined : { from, to };
}

function suffix(lengthBytes: number, last: number): ByteRange | 'unsatisfiable' {
  return lengthBytes === 0 || last < 0 ? 'unsatisfiable' : { from: Math.max(0, last - lengthBytes + 1), to: last };
}
