import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ExportCell, ExportFile, ExportSource } from '../export-source.js';
import type { Exporter } from '../exporter.js';
import { readableName } from '../readable-name.js';

// Times in the archive say nothing about the pictures; one that never changes makes equal plans equal files.
const archiveTime = new Date('2000-01-01T00:00:00Z');

/** The originals, byte for byte, under readable names. */
export const zipExporter: Exporter<{ format: 'zip' }> = {
  async write(source, _request, { target, onProgress, signal }) {
    const zip = new ZipFile();
    // Pictures are compressed already: storing them is faster and no larger. What has been added is read only while it is written.
    const writing = pipeline(zip.outputStream, createWriteStream(target), { signal });
    let added = 0;
    try {
      for await (const cells of source.cells()) {
        for (const cell of cells) for (const { name, file } of namedFiles(cell, source)) zip.addReadStream(Readable.from(lazily(() => source.open(file.hash)), { objectMode: false }), name, { compress: false, mtime: archiveTime });
        added += cells.length;
        onProgress(added / Math.max(source.cellCount, 1));
      }
    } finally {
      zip.end();
    }
    await writing;
  },
};

/** Opened only when its turn comes, so that an archive of thousands does not hold thousands of open files. */
async function* lazily(open: () => Promise<Readable>): AsyncGenerator<Uint8Array> {
  for await (const chunk of await open()) yield chunk as Uint8Array; // A byte stream without an encoding gives buffers.
}

/** The lead picture has the cell's name, further outputs a number behind it. */
export function namedFiles(cell: Pick<ExportCell, 'index' | 'labels' | 'files' | 'lead'>, source: Pick<ExportSource, 'axes' | 'cellCount'>): { name: string; file: ExportFile }[] {
  const axisNames = source.axes.map((axis) => axis.name);
  const leadAt = cell.files.findIndex((file) => file.hash === cell.lead?.hash);
  let part = 1;
  return cell.files.map((file, position) => {
    const number = position === leadAt ? undefined : (part += 1);
    return { file, name: readableName(cell, axisNames, { cellCount: source.cellCount, part: number, extension: file.extension }) };
  });
}
