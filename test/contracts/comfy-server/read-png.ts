import { inflateSync } from 'node:zlib';

/** A PNG taken apart: what a picture is and says, without how it was compressed. */
export interface PngParts { width: number; height: number; colourType: number; texts: Record<string, string>; /** Unfiltered rows, one after the other. */ scanlines: Buffer }

const channelsByColourType: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** The parts of an 8-bit PNG without interlacing; undefined for other bytes. */
export function readPng(bytes: Buffer): PngParts | undefined {
  if (bytes.length < 33 || bytes.toString('latin1', 1, 4) !== 'PNG') return undefined;
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const colourType = bytes[25] ?? 0;
  const texts: Record<string, string> = {};
  const pixels: Buffer[] = [];
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'tEXt') texts[data.toString('latin1', 0, data.indexOf(0))] = data.toString('latin1', data.indexOf(0) + 1);
    if (type === 'IDAT') pixels.push(data);
    at += length + 12;
  }
  const channels = channelsByColourType[colourType] ?? 1;
  return { width, height, colourType, texts, scanlines: unfilter(inflateSync(Buffer.concat(pixels)), width * channels, height, channels) };
}

/** PNG specification §9: each row is predicted from what is left of it and above it. */
function unfilter(rows: Buffer, stride: number, height: number, channels: number): Buffer {
  const result = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const raw = rows[y * (stride + 1) + 1 + x] ?? 0;
      const left = x < channels ? 0 : (result[y * stride + x - channels] ?? 0);
      const up = y === 0 ? 0 : (result[(y - 1) * stride + x] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (result[(y - 1) * stride + x - channels] ?? 0);
      result[y * stride + x] = raw + predict(filter, left, up, corner);
    }
  }
  return result;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return Math.floor((left + up) / 2);
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
