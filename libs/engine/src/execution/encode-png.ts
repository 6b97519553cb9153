import { promisify } from 'node:util';
import { crc32, deflate, deflateSync } from 'node:zlib';

/** A tEXt chunk; outside Latin-1 it becomes iTXt, as Pillow does. */
export interface PngText { keyword: string; text: string }
/** 8-bit pixels, row by row. */
export interface Pixels { data: Uint8Array; width: number; height: number; channels: 1 | 3 | 4 }

const deflated = promisify(deflate);
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const compressHereBytes = 64 * 1024;
const colourTypes = { 1: 0, 3: 2, 4: 6 } as const;

/** A PNG with text chunks before the pixels; `compressionLevel` 0 to 9, default 4 (ComfyUI's SaveImage). */
export async function encodePng(pixels: Pixels, options: { texts?: readonly PngText[]; compressionLevel?: number } = {}): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels.width, 0);
  header.writeUInt32BE(pixels.height, 4);
  header[8] = 8;
  header[9] = colourTypes[pixels.channels];
  const body = await compress(filterRows(pixels), options.compressionLevel ?? 4);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...(options.texts ?? []).map(textChunk),
    chunk('IDAT', body),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Small pictures here and now: handing them to another thread costs more than it saves. */
async function compress(rows: Buffer, level: number): Promise<Buffer> {
  return rows.length < compressHereBytes ? deflateSync(rows, { level }) : deflated(rows, { level });
}

/** Filter type 1 (left neighbour) on every row: cheap, and well suited to smooth pictures. PNG specification §9.2. */
function filterRows({ data, width, height, channels }: Pixels): Buffer {
  const stride = width * channels;
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const from = y * stride;
    const to = y * (stride + 1) + 1;
    rows[to - 1] = 1;
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : (data[from + x - channels] ?? 0);
      rows[to + x] = (data[from + x] ?? 0) - left;
    }
  }
  return rows;
}

function textChunk({ keyword, text }: PngText): Buffer {
  const isLatin1 = !/[^\u0000-\u00ff]/.test(text);
  if (isLatin1) return chunk('tEXt', Buffer.concat([Buffer.from(keyword, 'latin1'), Buffer.alloc(1), Buffer.from(text, 'latin1')]));
  return chunk('iTXt', Buffer.concat([Buffer.from(keyword, 'latin1'), Buffer.alloc(5), Buffer.from(text, 'utf8')]));
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, data.length + 8)), data.length + 8);
  return framed;
}
