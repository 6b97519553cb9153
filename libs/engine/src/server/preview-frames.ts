import sharp from 'sharp';
import type { Json } from '@gridscope/comfy';
import { pythonJson } from '../execution/python-text.js';
import type { Preview } from '../nodes/node.js';

/** Event numbers of binary frames (facts §2.5). */
const plainPicture = 1;
const textBeside = 3;
const pictureWithMetadata = 4;

const formatNumbers = { jpeg: 1, png: 2 } as const;
/** `--preview-size`: pictures are scaled to fit, small ones enlarged. */
const previewSize = 512;
const previewQuality = 95;

/** The bytes of a preview's picture. */
export async function encodePreview({ data, width, height, channels, format, isFullSize }: Preview): Promise<Buffer> {
  const picture = sharp(data, { raw: { width, height, channels } });
  const sized = isFullSize === true ? picture : picture.resize(previewSize, previewSize, { fit: 'inside' });
  return format === 'jpeg' ? sized.removeAlpha().jpeg({ quality: previewQuality }).toBuffer() : sized.png({ compressionLevel: 1 }).toBuffer();
}

/** Frame type 1: for clients that do not take metadata. */
export function plainFrame(format: Preview['format'], picture: Buffer): Buffer {
  return Buffer.concat([numbers(plainPicture, formatNumbers[format]), picture]);
}

/** Frame type 4. */
export function metadataFrame(metadata: Json, picture: Buffer): Buffer {
  const words = Buffer.from(pythonJson(metadata), 'utf8');
  return Buffer.concat([numbers(pictureWithMetadata, words.length), words, picture]);
}

/** Frame type 3. */
export function textFrame(nodeId: string, text: string): Buffer {
  const id = Buffer.from(nodeId, 'utf8');
  return Buffer.concat([numbers(textBeside, id.length), id, Buffer.from(text, 'utf8')]);
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
}
