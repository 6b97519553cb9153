import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportCell, ExportSource } from '@gridscope/api/dist/exports/export-source.js';
import type { Axis } from '@gridscope/grid';

export function picturePath(folder: string, number: number): string {
  return join(folder, `${number}.png`);
}

/** A plan of side × side finished cells, whose pictures lie in a folder and come again after `pictureCount`. */
export function exportSource(folder: string, { side, tilePx, pictureCount }: { side: number; tilePx: number; pictureCount: number }): ExportSource {
  const cellCount = side * side;
  const pathOf = (hash: string) => picturePath(folder, Number(hash) % pictureCount);
  return {
    planName: 'steps × prompt',
    axes: [axis('steps', side, (number) => String(number + 1)), axis('prompt', side, (number) => `a lighthouse at dusk, number ${number + 1} of many`)],
    cellCount,
    inputNames: {},
    read: (hash) => readFile(pathOf(hash)),
    open: async (hash) => createReadStream(pathOf(hash)),
    async *cells() {
      yield Array.from({ length: cellCount }, (_, index) => cell(index, tilePx));
    },
  };
}

function axis(name: string, count: number, labelOf: (number: number) => string): Axis {
  return { id: name, name, kind: 'input', values: Array.from({ length: count }, (_, number) => ({ id: String(number), label: labelOf(number), operations: [] })) };
}

function cell(index: number, sidePx: number): ExportCell {
  return {
    index, state: 'done', labels: [], parameters: { set: {}, bypass: [] }, isStarred: false, files: [], metrics: {},
    lead: { hash: String(index), widthPx: sidePx, heightPx: sidePx },
  };
}
