import { crc32 } from 'node:zlib';
import { encodePng, type Pixels, type PngText } from '../../execution/encode-png.js';

const SIGNATURE_BYTES = 8;
/** Length, type and checksum around a chunk's data. */
const FRAMING_BYTES = 12;

export interface AnimationOptions {
  framesPerSecond: number;
  /** 0 to 9. */
  compressionLevel: number;
  texts: readonly PngText[];
}

/** An endless animation of frames of one size (PNG third edition, §11.3.5: acTL, fcTL, fdAT); texts follow the first frame as `comf` chunks, where ComfyUI puts them. */
export async function encodeAnimatedPng(frames: readonly Pixels[], { framesPerSecond, compressionLevel, texts }: AnimationOptions): Promise<Buffer> {
  const [first] = frames;
  if (first === undefined) throw new RangeError('an animation needs a frame');
  const encoded = await Promise.all(frames.map((frame) => encodePng(frame, { compressionLevel })));
  let sequence = 0;
  const body = encoded.flatMap((png, i) => {
    const data = chunkData(png, 'IDAT');
    const control = chunk('fcTL', frameControl(sequence++, first, framesPerSecond));
    if (i > 0) return [control, chunk('fdAT', Buffer.concat([uint32(sequence++), data]))];
    return [control, chunk('IDAT', data), ...texts.map(({ keyword, text }) => chunk('comf', Buffer.from(`${keyword}\0${text}`, 'latin1')))];
  });
  const start = encoded[0] ?? Buffer.alloc(0);
  const header = chunk('IHDR', chunkData(start, 'IHDR'));
  const animation = chunk('acTL', Buffer.concat([uint32(frames.length), uint32(0)]));
  return Buffer.concat([start.subarray(0, SIGNATURE_BYTES), header, animation, ...body, chunk('IEND', Buffer.alloc(0))]);
}

function frameControl(sequence: number, { width, height }: Pixels, framesPerSecond: number): Buffer {
  const control = Buffer.alloc(26);
  control.writeUInt32BE(sequence, 0);
  control.writeUInt32BE(width, 4);
  control.writeUInt32BE(height, 8);
  // The delay is a fraction of two 16-bit numbers: milliseconds over 1000.
  control.writeUInt16BE(Math.min(Math.round(1000 / framesPerSecond), 0xffff), 20);
  control.writeUInt16BE(1000, 22);
  return control;
}

function chunkData(png: Buffer, type: string): Buffer {
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === type) return png.subarray(at + 8, at + 8 + length);
    at += length + FRAMING_BYTES;
  }
  throw new Error(`the PNG has no ${type} chunk`);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}
