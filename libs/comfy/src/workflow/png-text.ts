import { Unzlib } from 'fflate';

/** Most bytes of one text chunk that are read, as it stands and unpacked. A prompt with its graph is rarely above 1 MiB. */
export const MAX_TEXT_CHUNK_BYTES = 16 * 1024 * 1024;

/** The file cannot be read as a PNG picture, or holds more text than is read. */
export class PngError extends Error {
  override readonly name = 'PngError';
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MAX_TEXT_CHUNKS = 256;

/**
 * The text chunks of a PNG (tEXt, zTXt, iTXt), by keyword; of a keyword given twice the first counts. Chunks after the pixels are read too.
 * tEXt and zTXt are read as Latin-1 unless they are valid UTF-8: writers that know no better put UTF-8 there.
 * Throws PngError for what is no PNG, is cut off, or holds a chunk of more than 16 MiB. Source: PNG specification (third edition), 11.3.3.
 */
export function readPngText(bytes: Uint8Array): Map<string, string> {
  if (!isPng(bytes)) throw new PngError('The file is no PNG picture');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts = new Map<string, string>();
  for (let at = SIGNATURE.length; at < bytes.length; ) {
    if (at + 8 > bytes.length) throw new PngError('The PNG picture is cut off');
    const length = view.getUint32(at);
    const type = latin1(bytes.subarray(at + 4, at + 8));
    const end = at + 8 + length;
    if (type === 'IEND') break;
    if (end + 4 > bytes.length) throw new PngError('The PNG picture is cut off');
    if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') addText(texts, type, bytes.subarray(at + 8, end));
    at = end + 4;
  }
  return texts;
}

/** Whether the bytes begin as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

function addText(texts: Map<string, string>, type: 'tEXt' | 'zTXt' | 'iTXt', data: Uint8Array): void {
  if (data.length > MAX_TEXT_CHUNK_BYTES) throw new PngError(`The PNG picture holds a text of more than ${MAX_TEXT_CHUNK_BYTES} bytes`);
  if (texts.size >= MAX_TEXT_CHUNKS) throw new PngError(`The PNG picture holds more than ${MAX_TEXT_CHUNKS} texts`);
  const [keyword, rest] = splitAtZero(data);
  const name = latin1(keyword);
  if (texts.has(name)) return;
  if (type === 'tEXt') texts.set(name, eitherText(rest));
  else if (type === 'zTXt') texts.set(name, eitherText(unpacked(rest.subarray(1))));
  else texts.set(name, internationalText(rest));
}

/** iTXt: compressed or not, method, language, translated keyword, then UTF-8. */
function internationalText(data: Uint8Array): string {
  const isCompressed = data[0] === 1;
  const [, afterLanguage] = splitAtZero(data.subarray(2));
  const [, text] = splitAtZero(afterLanguage);
  return new TextDecoder().decode(isCompressed ? unpacked(text) : text);
}

function splitAtZero(data: Uint8Array): [Uint8Array, Uint8Array] {
  const zero = data.indexOf(0);
  return zero === -1 ? [data, new Uint8Array()] : [data.subarray(0, zero), data.subarray(zero + 1)];
}

/** Unpacked piece by piece, so that a small chunk that would become gigabytes is stopped at the limit. */
function unpacked(data: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  const unzip = new Unzlib((piece) => {
    sizeBytes += piece.length;
    if (sizeBytes > MAX_TEXT_CHUNK_BYTES) throw new PngError(`The PNG picture holds a text of more than ${MAX_TEXT_CHUNK_BYTES} bytes`);
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < data.length; at += STEP_BYTES) unzip.push(data.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= data.length);
  } catch (cause) {
    throw cause instanceof PngError ? cause : new PngError('A compressed text of the PNG picture is damaged', { cause });
  }
  return joined(pieces, sizeBytes);
}

// Deflate reaches at most about 1000 : 1, so a step never unpacks to more than some megabytes.
const STEP_BYTES = 4096;

function joined(pieces: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function eitherText(data: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch (error) {
    if (error instanceof TypeError) return latin1(data);
    throw error;
  }
}

/** Not by TextDecoder, whose "latin1" is Windows-1252. */
function latin1(data: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < data.length; at += STEP_BYTES) pieces.push(String.fromCharCode(...data.subarray(at, at + STEP_BYTES)));
  return pieces.join('');
}
