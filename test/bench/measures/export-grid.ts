import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pngExporter } from '@gridscope/api/dist/exports/formats/png-exporter.js';
import sharp from 'sharp';
import type { Benchmark, Figures } from '../benchmark.js';
import { exportSource, picturePath } from '../export-source.js';
import { noisyPicture } from '../noisy-picture.js';
import { timeOf, type Times, timesOf, words } from '../repeat.js';
import { withFolder } from '../temporary-folder.js';

const times = 3;
const sides = [10, 40];
const tilePx = 512;
const pictureCount = 100;

/** Grids as labelled PNG, and the same tiles joined by libvips without labels, in turns. */
export const exportGrid: Benchmark = {
  name: 'exportMs',
  title: `grids of ${tilePx} px cells as labelled PNG, beside bare libvips`,
  measure: (say) =>
    withFolder(async (folder) => {
      for (let seed = 0; seed < pictureCount; seed += 1) await writeFile(picturePath(folder, seed), await noisyPicture(tilePx, seed));
      const figures: Record<string, Figures> = {};
      for (const side of sides) {
        const { ours, bare } = await compare(folder, side);
        say(`${side} × ${side}: ${words(ours)}; bare libvips ${words(bare)}`);
        figures[`${side}x${side}`] = { ms: ours.medianMs, libvipsMs: bare.medianMs };
      }
      return figures;
    }),
};

/** In turns, so that what else the machine does falls on both. */
async function compare(folder: string, side: number): Promise<{ ours: Times; bare: Times }> {
  const oursMs: number[] = [];
  const bareMs: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    oursMs.push(await timeOf(() => labelled(folder, side)));
    bareMs.push(await timeOf(() => joined(folder, side)));
  }
  return { ours: timesOf(oursMs), bare: timesOf(bareMs) };
}

async function labelled(folder: string, side: number): Promise<void> {
  const work = { target: join(folder, `labelled-${side}.png`), onProgress: () => undefined, signal: new AbortController().signal };
  await pngExporter.write(exportSource(folder, { side, tilePx, pictureCount }), { format: 'png', x: 'steps', y: 'prompt', tilePx }, work);
}

async function joined(folder: string, side: number): Promise<void> {
  const files = Array.from({ length: side * side }, (_, index) => picturePath(folder, index % pictureCount));
  await sharp(files, { join: { across: side }, limitInputPixels: false }).png().toFile(join(folder, `bare-${side}.png`));
}
