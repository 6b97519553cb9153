import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { ExportCell, ExportSource } from '../export-source.js';
import type { Exporter } from '../exporter.js';
import { readableName } from '../readable-name.js';

/** All cells, a row each: values by axis, every parameter, state, picture and metrics. */
export const csvExporter: Exporter<{ format: 'csv' }> = {
  async write(source, _request, { target, onProgress, signal }) {
    const columns = await columnsOf(source);
    async function* rows() {
      yield columns.map((column) => column.name);
      let written = 0;
      for await (const cells of source.cells()) {
        for (const cell of cells) yield columns.map((column) => column.of(cell));
        written += cells.length;
        onProgress(written / Math.max(source.cellCount, 1));
      }
    }
    await pipeline(rows(), stringify({ record_delimiter: 'windows', cast: { boolean: (value) => String(value) } }), createWriteStream(target), { signal });
  },
};

interface Column {
  name: string;
  of(cell: ExportCell): string | number | boolean | undefined;
}

/** Which inputs and metrics there are shows only in the cells, so they are read once before. */
async function columnsOf(source: ExportSource): Promise<Column[]> {
  const inputs = new Set<string>();
  const metrics = new Set<string>();
  for await (const cells of source.cells()) {
    for (const cell of cells) {
      for (const path of Object.keys(cell.parameters.set)) inputs.add(path);
      for (const name of Object.keys(cell.metrics)) metrics.add(name);
    }
  }
  const axisNames = source.axes.map((axis) => axis.name);
  return [
    { name: 'cell', of: (cell) => cell.index },
    ...source.axes.map((axis, position): Column => ({ name: axis.name, of: (cell) => cell.labels[position] })),
    { name: 'state', of: (cell) => cell.state },
    { name: 'origin', of: (cell) => cell.origin },
    { name: 'reason', of: (cell) => cell.reason },
    { name: 'starred', of: (cell) => cell.isStarred },
    { name: 'file', of: (cell) => fileNameOf(cell, axisNames, source.cellCount) },
    { name: 'sha256', of: (cell) => cell.lead?.hash },
    { name: 'server', of: (cell) => cell.serverName },
    { name: 'prompt id', of: (cell) => cell.promptId },
    { name: 'verified', of: (cell) => cell.verification },
    ...[...inputs].sort().map((path): Column => ({ name: `${source.inputNames[path] ?? path} [${path}]`, of: (cell) => cell.parameters.set[path] })),
    { name: 'bypassed nodes', of: (cell) => cell.parameters.bypass.join(' ') },
    ...[...metrics].sort().map((name): Column => ({ name, of: (cell) => cell.metrics[name] })),
  ];
}

function fileNameOf(cell: ExportCell, axisNames: string[], cellCount: number): string | undefined {
  const lead = cell.files.find((file) => file.hash === cell.lead?.hash);
  return lead === undefined ? undefined : readableName(cell, axisNames, { cellCount, extension: lead.extension });
}
