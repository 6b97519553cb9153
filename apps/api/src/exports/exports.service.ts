import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type ExportView, endpoints } from '@gridscope/contract';
import PQueue from 'p-queue';
import type { z } from 'zod';
import { Config } from '../config/config.js';
import type { Export } from '../database/entities/export.entity.js';
import { newId } from '../database/ids.js';
import { Processes } from '../database/processes.js';
import { EventsService } from '../events/events.service.js';
import { RefusedError, notFound } from '../http/refused.error.js';
import { ExportSources } from './export-sources.js';
import { ExportsRepository } from './exports.repository.js';
import type { ExportWork } from './exporter.js';
import { csvExporter } from './formats/csv-exporter.js';
import { pngExporter } from './formats/png-exporter.js';
import { zipExporter } from './formats/zip-exporter.js';
import { safeName } from './readable-name.js';

type Request = z.output<typeof endpoints.createExport.body>;

const progressEveryMs = 250;

/** Makes files of plans, one after the other; one that the program's end interrupted is made again at the next start. */
@Injectable()
export class ExportsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('exports');
  private readonly queue = new PQueue({ concurrency: 1 });
  private readonly stopping = new AbortController();

  constructor(
    private readonly config: Config,
    private readonly processes: Processes,
    private readonly repository: ExportsRepository,
    private readonly sources: ExportSources,
    private readonly events: EventsService,
  ) {}

  /** What another process is making just now is made twice: each writes a file of its own, and the later takes the place of the equal earlier one. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.isApi) return;
    await this.removeLeftovers();
    for (const row of await this.repository.unfinished()) this.enqueue(row);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.queue.clear();
    await this.queue.onIdle();
  }

  async create(planId: string, request: Request): Promise<ExportView> {
    const source = await this.sources.of(planId);
    refuseUnknownAxes(request, source.axes.map((axis) => axis.id));
    const row: Export = { id: newId(), planId, request: JSON.stringify(request), state: 'waiting', progress: 0, fileName: `${safeName(source.planName).slice(0, 100)}.${request.format}`, createdAt: Date.now() };
    await this.repository.add(row);
    this.enqueue(row);
    return viewOf(row);
  }

  async get(id: string): Promise<ExportView> {
    return viewOf(await this.row(id));
  }

  /** Throws RefusedError while the file is not finished. */
  async file(id: string): Promise<{ fileName: string; sizeBytes: number; stream: Readable }> {
    const row = await this.row(id);
    if (row.state !== 'done') throw new RefusedError(row.state === 'failed' ? `This export failed: ${row.reason}` : 'This export is not finished yet.', { status: 409 });
    const path = this.pathOf(row);
    const { size } = await stat(path);
    return { fileName: row.fileName, sizeBytes: size, stream: createReadStream(path) };
  }

  private async row(id: string): Promise<Export> {
    const row = await this.repository.find(id);
    if (row === null) throw notFound('export', id);
    return row;
  }

  private pathOf(row: Export): string {
    const { format } = requestOf(row);
    return join(this.config.dataFolder, 'exports', `${row.id}.${format}`);
  }

  /** Half-made files of processes that ended. */
  private async removeLeftovers(): Promise<void> {
    const folder = join(this.config.dataFolder, 'exports');
    for (const name of await readdir(folder)) {
      const maker = /\.([^.]+)\.unfinished$/.exec(name)?.[1];
      if (maker !== undefined && (await this.processes.isAlive(maker)) === false) await rm(join(folder, name), { force: true });
    }
  }

  private enqueue(row: Export): void {
    void this.queue.add(() => this.make(row));
  }

  private async make(row: Export): Promise<void> {
    const unfinished = `${this.pathOf(row)}.${this.processes.workerId}.unfinished`;
    try {
      await this.change(row, { state: 'running', progress: 0 });
      await this.write(row, { target: unfinished, signal: this.stopping.signal, onProgress: this.progressOf(row) });
      await rename(unfinished, this.pathOf(row));
      const { size } = await stat(this.pathOf(row));
      await this.change(row, { state: 'done', progress: 1, sizeBytes: size });
    } catch (error) {
      await rm(unfinished, { force: true });
      if (this.stopping.signal.aborted) return;
      this.logger.error(error);
      await this.change(row, { state: 'failed', reason: reasonOf(error) });
    }
  }

  private async write(row: Export, work: ExportWork): Promise<void> {
    const source = await this.sources.of(row.planId);
    const request = requestOf(row);
    if (request.format === 'png') return pngExporter.write(source, request, work);
    if (request.format === 'zip') return zipExporter.write(source, request, work);
    return csvExporter.write(source, request, work);
  }

  /** Said to the pages a few times a second, and not stored: a restart begins at nothing anyway. */
  private progressOf(row: Export): (progress: number) => void {
    let saidAtMs = 0;
    return (progress) => {
      const nowMs = Date.now();
      if (nowMs - saidAtMs < progressEveryMs) return;
      saidAtMs = nowMs;
      this.events.publish({ type: 'export-changed', export: viewOf({ ...row, progress }) });
    };
  }

  private async change(row: Export, change: Partial<Export>): Promise<void> {
    Object.assign(row, change);
    await this.repository.change(row.id, change);
    this.events.publish({ type: 'export-changed', export: viewOf(row) });
  }
}

function requestOf(row: Export): Request {
  return endpoints.createExport.body.parse(JSON.parse(row.request));
}

function refuseUnknownAxes(request: Request, axisIds: readonly string[]): void {
  if (request.format !== 'png') return;
  const named = [request.x, request.y, ...Object.keys(request.at ?? {})].filter((axisId) => axisId !== undefined);
  const unknown = named.find((axisId) => !axisIds.includes(axisId));
  if (unknown !== undefined) throw new RefusedError(`This plan has no axis "${unknown}". It has: ${axisIds.join(', ')}.`);
  if (request.x !== undefined && request.x === request.y) throw new RefusedError('One axis cannot be both column and row.');
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) return 'The disk is full. Make room in the data folder and export again.';
  return error instanceof Error ? error.message : String(error);
}

function viewOf(row: Export): ExportView {
  return {
    id: row.id,
    planId: row.planId,
    format: requestOf(row).format,
    state: row.state,
    progress: row.progress,
    fileName: row.fileName,
    sizeBytes: row.sizeBytes ?? undefined,
    reason: row.reason ?? undefined,
    createdAt: row.createdAt,
  };
}
