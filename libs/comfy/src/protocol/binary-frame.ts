import { z } from 'zod';
import { parseExactJson } from './exact-json.js';

/** A binary frame of the socket taken apart. `other` is an event that nobody has described, or a frame cut short. */
export type BinaryFrame =
  | { kind: 'preview'; contentType: string; bytes: Uint8Array; /** Said only by servers that were told we read metadata. */ promptId?: string; nodeId?: string }
  | { kind: 'text'; nodeId: string; text: string }
  | { kind: 'other'; event: number | undefined };

const previewMetadata = z.object({ prompt_id: z.string().nullish(), display_node_id: z.string().nullish(), node_id: z.string().nullish(), image_type: z.string().default('image/jpeg') });

/** Takes a binary frame apart. Integers are big-endian uint32; layout: ComfyUI protocol.py and server.py encode_bytes. */
export function readBinaryFrame(frame: Uint8Array): BinaryFrame {
  const event = readUint32(frame, 0);
  if (event === 1) return readPreview(frame);
  if (event === 3) return readText(frame);
  if (event === 4) return readPreviewWithMetadata(frame);
  return { kind: 'other', event };
}

function readPreview(frame: Uint8Array): BinaryFrame {
  const format = readUint32(frame, 4);
  if (format === undefined) return { kind: 'other', event: 1 };
  return { kind: 'preview', contentType: format === 2 ? 'image/png' : 'image/jpeg', bytes: frame.subarray(8) };
}

function readText(frame: Uint8Array): BinaryFrame {
  const length = readUint32(frame, 4);
  if (length === undefined || 8 + length > frame.length) return { kind: 'other', event: 3 };
  const decoder = new TextDecoder();
  return { kind: 'text', nodeId: decoder.decode(frame.subarray(8, 8 + length)), text: decoder.decode(frame.subarray(8 + length)) };
}

function readPreviewWithMetadata(frame: Uint8Array): BinaryFrame {
  const length = readUint32(frame, 4);
  if (length === undefined || 8 + length > frame.length) return { kind: 'other', event: 4 };
  const metadata = readMetadata(new TextDecoder().decode(frame.subarray(8, 8 + length)));
  if (metadata === undefined) return { kind: 'other', event: 4 };
  const nodeId = metadata.display_node_id ?? metadata.node_id ?? undefined;
  return {
    kind: 'preview',
    contentType: metadata.image_type,
    bytes: frame.subarray(8 + length),
    ...(metadata.prompt_id ? { promptId: metadata.prompt_id } : {}),
    ...(nodeId === undefined ? {} : { nodeId }),
  };
}

function readMetadata(text: string) {
  try {
    return previewMetadata.safeParse(parseExactJson(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readUint32(frame: Uint8Array, at: number): number | undefined {
  if (frame.length < at + 4) return undefined;
  return new DataView(frame.buffer, frame.byteOffset).getUint32(at);
}
