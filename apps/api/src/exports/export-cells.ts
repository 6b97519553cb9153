import { extname } from 'node:path';
import type { Axis, Parameters } from '@gridscope/grid';
import { coordinatesOf } from '@gridscope/grid';
import type { Attempt } from '../database/entities/attempt.entity.js';
import type { Cell } from '../database/entities/cell.entity.js';
import type { Image } from '../database/entities/image.entity.js';
import type { Metric } from '../database/entities/metric.entity.js';
import type { Output } from '../database/entities/output.entity.js';
import type { ExportCell, ExportFile } from './export-source.js';
import type { CellRows } from './exports.repository.js';

/** Puts the rows of a stretch of cells together. */
export function exportCells(rows: CellRows, axes: readonly Axis[]): ExportCell[] {
  const outputsOf = byTake(rows.outputs);
  const attemptOf = new Map(rows.attempts.map((attempt) => [attempt.takeId, attempt]));
  const imageOf = new Map(rows.images.map((image) => [image.hash, image]));
  const sizes = axes.map((axis) => axis.values.length);
  return rows.cells.map((cell) => {
    const outputs = cell.takeId === undefined || cell.takeId === null || cell.state !== 'done' ? [] : (outputsOf.get(cell.takeId) ?? []);
    const attempt = outputs.length === 0 ? undefined : attemptOf.get(outputs[0]?.takeId ?? '');
    return exportCell(cell, { axes, sizes, outputs, attempt, imageOf, metrics: rows.metrics });
  });
}

interface Belongings {
  axes: readonly Axis[];
  sizes: number[];
  outputs: Output[];
  attempt: Attempt | undefined;
  imageOf: ReadonlyMap<string, Image>;
  metrics: Metric[];
}

function exportCell(cell: Cell, { axes, sizes, outputs, attempt, imageOf, metrics }: Belongings): ExportCell {
  const lead = imageOf.get(cell.leadImage ?? '');
  return {
    index: cell.index,
    state: cell.state,
    reason: cell.reason ?? undefined,
    origin: cell.origin ?? undefined,
    labels: coordinatesOf(cell.index, sizes).map((position, axis) => axes[axis]?.values[position]?.label ?? ''),
    // Written by the planner, from parsed data.
    parameters: JSON.parse(cell.parameters) as Parameters,
    isStarred: cell.isStarred,
    lead: lead === undefined ? undefined : { hash: lead.hash, widthPx: lead.widthPx, heightPx: lead.heightPx },
    files: outputs.flatMap((output) => fileOf(output, imageOf)),
    serverName: attempt?.serverName,
    promptId: attempt?.promptId,
    verification: attempt?.verification ?? undefined,
    metrics: numbersOf(metrics, lead?.hash, attempt?.id),
  };
}

function fileOf(output: Output, imageOf: ReadonlyMap<string, Image>): ExportFile[] {
  if (output.fileHash === undefined || output.fileHash === null || output.kind === 'text') return [];
  const format = imageOf.get(output.fileHash)?.format;
  const extension = format === undefined ? extname(output.fileName ?? '').slice(1) || 'bin' : (extensions.get(format) ?? format);
  return [{ hash: output.fileHash, kind: output.kind, batchIndex: output.batchIndex, extension }];
}

const extensions = new Map([['jpeg', 'jpg'], ['heif', 'avif']]);

function numbersOf(metrics: readonly Metric[], imageHash: string | undefined, attemptId: string | undefined): Record<string, number> {
  const ours = metrics.filter((metric) => (imageHash !== undefined && metric.imageHash === imageHash) || (attemptId !== undefined && metric.attemptId === attemptId));
  return Object.fromEntries(ours.map((metric) => [metric.name, metric.value]));
}

function byTake(outputs: readonly Output[]): Map<string, Output[]> {
  const groups = new Map<string, Output[]>();
  for (const output of outputs) groups.set(output.takeId, [...(groups.get(output.takeId) ?? []), output]);
  return groups;
}
