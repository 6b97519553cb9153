import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Axis } from '@gridscope/grid';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportCell, ExportSource } from '../export-source.js';
import { type PngRequest, pngExporter } from './png-exporter.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridscope-export-'));
});
afterEach(() => rm(folder, { recursive: true }));

const sidePx = 96;

function axis(name: string, labels: string[]): Axis {
  return { id: name, name, kind: 'input', values: labels.map((label) => ({ id: label.slice(0, 12), label, operations: [] })) };
}

/** A picture that no other is like, with detail in every corner. */
async function picture(seed: number): Promise<{ png: Buffer; pixels: Buffer }> {
  const pixels = Buffer.alloc(sidePx * sidePx * 3);
  let state = seed * 2_654_435_761 + 1;
  for (let i = 0; i < pixels.length; i += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    pixels[i] = state >>> 24;
  }
  return { pixels, png: await sharp(pixels, { raw: { width: sidePx, height: sidePx, channels: 3 } }).png().toBuffer() };
}

async function sourceOf(axes: Axis[], missing: number[] = []): Promise<{ source: ExportSource; originals: Buffer[] }> {
  const cellCount = axes.reduce((count, { values }) => count * values.length, 1);
  const pictures = await Promise.all(Array.from({ length: cellCount }, (_, index) => picture(index + 1)));
  const bytesOf = (hash: string) => pictures[Number(hash)]?.png ?? Buffer.alloc(0);
  const cells = pictures.map(
    (_, index): ExportCell => ({
      index,
      state: 'done',
      labels: [],
      parameters: { set: {}, bypass: [] },
      isStarred: false,
      files: [],
      metrics: {},
      ...(missing.includes(index) ? {} : { lead: { hash: String(index), widthPx: sidePx, heightPx: sidePx } }),
    }),
  );
  const source: ExportSource = {
    planName: 'a plan',
    axes,
    cellCount,
    inputNames: {},
    read: (hash) => Promise.resolve(bytesOf(hash)),
    open: (hash) => Promise.resolve(Readable.from(bytesOf(hash))),
    async *cells() {
      yield cells;
    },
  };
  return { source, originals: pictures.map(({ pixels }) => pixels) };
}

async function write(source: ExportSource, request: Partial<PngRequest>): Promise<string> {
  const target = join(folder, 'grid.png');
  await pngExporter.write(source, { format: 'png', tilePx: 512, ...request }, { target, onProgress: () => undefined, signal: new AbortController().signal });
  return target;
}

/** Where an original stands in the exported picture, found by its own pixels; undefined where it is not there. */
async function placeOf(file: string, original: Buffer): Promise<{ x: number; y: number } | undefined> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  for (let y = 0; y + sidePx <= info.height; y += 1) {
    const row = data.subarray(y * info.width * 3, (y + 1) * info.width * 3);
    const x = row.indexOf(original.subarray(0, sidePx * 3)) / 3;
    if (Number.isInteger(x) && x >= 0 && isWhole(data, info.width, original, { x, y })) return { x, y };
  }
  return undefined;
}

function isWhole(data: Buffer, widthPx: number, original: Buffer, at: { x: number; y: number }): boolean {
  for (let line = 0; line < sidePx; line += 1) {
    const start = ((at.y + line) * widthPx + at.x) * 3;
    if (!data.subarray(start, start + sidePx * 3).equals(original.subarray(line * sidePx * 3, (line + 1) * sidePx * 3))) return false;
  }
  return true;
}

describe('pngExporter', () => {
  it('puts every original, pixel by pixel, at its own column and row', async () => {
    const { source, originals } = await sourceOf([axis('steps', ['2', '4', '8']), axis('sampler', ['euler', 'lcm'])]);

    const file = await write(source, { x: 'steps', y: 'sampler' });
    const places = await Promise.all(originals.map((original) => placeOf(file, original)));

    const [first] = places;
    expect(first).toBeDefined();
    const pitchPx = sidePx + 2;
    expect(places).toEqual(originals.map((_, index) => ({ x: first!.x + (index % 3) * pitchPx, y: first!.y + Math.floor(index / 3) * pitchPx })));
  });

  it('puts the axes where they were asked for', async () => {
    const { source, originals } = await sourceOf([axis('steps', ['2', '4', '8']), axis('sampler', ['euler', 'lcm'])]);

    const file = await write(source, { x: 'sampler', y: 'steps' });
    const [first, second] = await Promise.all([placeOf(file, originals[0]!), placeOf(file, originals[1]!)]);

    expect(second).toEqual({ x: first!.x, y: first!.y + sidePx + 2 });
  });

  it('writes one page alone when it is named, and all below each other when none is', async () => {
    const { source, originals } = await sourceOf([axis('steps', ['2', '4']), axis('sampler', ['euler']), axis('prompt', ['sea', 'hill'])]);

    const one = await write(source, { x: 'steps', y: 'sampler', at: { prompt: 'hill' } });
    expect(await placeOf(one, originals[0]!)).toBeUndefined();
    expect(await placeOf(one, originals[2]!)).toBeDefined();

    const all = await write(source, { x: 'steps', y: 'sampler' });
    const [top, bottom] = await Promise.all([placeOf(all, originals[0]!), placeOf(all, originals[2]!)]);
    expect(bottom!.y).toBeGreaterThan(top!.y + sidePx);
  });

  it('leaves the place of a missing picture plain', async () => {
    const { source, originals } = await sourceOf([axis('steps', ['2', '4', '8'])], [1]);

    const file = await write(source, { x: 'steps' });
    const [first, last] = await Promise.all([placeOf(file, originals[0]!), placeOf(file, originals[2]!)]);

    expect(last).toEqual({ x: first!.x + 2 * (sidePx + 2), y: first!.y });
    expect(await placeOf(file, originals[1]!)).toBeUndefined();
  });

  it('wraps a label that is wider than its tile instead of clipping it', async () => {
    const long = 'a very long value that no tile of this size has the width for, so that it needs several lines';
    const short = await write((await sourceOf([axis('steps', ['2', '4'])])).source, { x: 'steps' });
    const { height: shortPx } = await sharp(short).metadata();

    const { source } = await sourceOf([axis('steps', [long, '4'])]);
    const { height } = await sharp(await write(source, { x: 'steps' })).metadata();

    expect(height).toBeGreaterThan(shortPx + 40);
  });

  it('shrinks tiles to the size asked for', async () => {
    const { source } = await sourceOf([axis('steps', ['2', '4'])]);

    const full = await sharp(await write(source, { x: 'steps' })).metadata();
    const small = await sharp(await write(source, { x: 'steps', tilePx: 48 })).metadata();

    expect(full.height - small.height).toBeGreaterThanOrEqual(48);
  });
});
