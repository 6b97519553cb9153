import { describe, expect, it } from 'vitest';
import { readWorkflowFile } from './read-workflow-file';

/** A PNG of no pixels with these text chunks; readers of text look at no checksum of pixels. */
function pngWith(chunks: Record<string, string>): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const push = (type: string, data: number[]) => {
    const all = [...new TextEncoder().encode(type), ...data];
    bytes.push(...uint32(data.length), ...all, ...uint32(crc32(all)));
  };
  push('IHDR', [...uint32(1), ...uint32(1), 8, 2, 0, 0, 0]);
  for (const [key, text] of Object.entries(chunks)) push('tEXt', [...new TextEncoder().encode(key), 0, ...new TextEncoder().encode(text)]);
  push('IEND', []);
  return new Uint8Array(bytes);
}

const uint32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function crc32(bytes: readonly number[]): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ -1) >>> 0;
}

describe('readWorkflowFile', () => {
  it('takes JSON as it is, digits of a large seed included', async () => {
    const content = '{"3":{"class_type":"KSampler","inputs":{"seed":18446744073709551615}}}';

    expect(await readWorkflowFile(new File([content], 'mine.json'))).toEqual({ ok: true, source: { content, name: 'mine.json' } });
  });

  it('takes out of a picture what was executed, before the editor’s graph', async () => {
    const file = new File([pngWith({ workflow: '{"nodes":[]}', prompt: '{"3":{}}' })], 'picture.png');

    expect(await readWorkflowFile(file)).toEqual({ ok: true, source: { content: '{"3":{}}', name: 'picture.png' } });
  });

  it.each([
    ['a picture without a workflow', new File([pngWith({})], 'plain.png'), /plain\.png: The picture holds no ComfyUI workflow/],
    ['text that is no JSON', new File(['hello'], 'notes.txt'), /notes\.txt is no JSON/],
    ['bytes of another kind', new File([new Uint8Array([1, 0, 2])], 'model.bin'), /model\.bin is neither/],
  ])('says what is wrong with %s', async (_, file, message) => {
    const read = await readWorkflowFile(file);

    expect(read.ok ? '' : read.message).toMatch(message);
  });
});
