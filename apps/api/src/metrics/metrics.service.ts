import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/knex';
import type { MetricView } from '@gridscope/contract';
import { newId } from '../database/ids.js';
import type { Metric } from '../database/entities/metric.entity.js';
import { attemptMeasures } from './attempt-measures.js';
import { measures, type Measured } from './measures.js';
import { type MetricRow, MetricsRepository } from './metrics.repository.js';

/** Parts of an attempt's time in milliseconds; absent where they are not known. */
export interface PhaseTimes {
  waitMs?: number | undefined;
  loadMs?: number | undefined;
  drawMs?: number | undefined;
}

/** Numbers of pictures and attempts: put down with them, shown with their unit and source. */
@Injectable()
export class MetricsService {
  private readonly known = new Map([...measures, ...attemptMeasures].map((measure) => [measure.name, measure]));

  constructor(private readonly repository: MetricsRepository) {}

  /** Puts numbers down within the caller's transaction; a picture that was measured before is not measured twice. */
  async record(em: EntityManager, pictures: ReadonlyMap<string, readonly Measured[]>, attemptId: string, times: PhaseTimes): Promise<void> {
    const measured = await this.repository.measuredAmong(em, [...pictures.keys()]);
    const fresh = [...pictures].filter(([hash]) => !measured.has(hash));
    const rows: MetricRow[] = fresh.flatMap(([imageHash, values]) => values.map((value) => ({ id: newId(), imageHash, ...value })));
    await this.repository.add(em, [...rows, ...timeRows(attemptId, times)]);
  }

  /** Numbers of a take: of its pictures, by the output that shows each, and of its attempt. */
  async viewsOf(outputs: readonly { id: string; fileHash?: string | null }[], attemptIds: readonly string[]): Promise<MetricView[]> {
    const hashes = outputs.flatMap((output) => output.fileHash ?? []);
    const metrics = await this.repository.of(hashes, attemptIds);
    return metrics.flatMap((metric) => this.view(metric, outputs.find((output) => output.fileHash === metric.imageHash)?.id));
  }

  /** A number of an older version of its measure is not shown beside newer ones. */
  private view(metric: Metric, outputId: string | undefined): MetricView[] {
    const measure = this.known.get(metric.name);
    if (measure === undefined || measure.version !== metric.version) return [];
    const { name, label, unit, direction, source } = measure;
    const isOfImage = typeof metric.imageHash === 'string';
    return [{ name, label, value: metric.value, unit, direction, source, of: isOfImage ? 'image' : 'attempt', ...(isOfImage && outputId !== undefined ? { outputId } : {}) }];
  }
}

function timeRows(attemptId: string, { waitMs, loadMs, drawMs }: PhaseTimes): MetricRow[] {
  const values = { secondsWaiting: waitMs, secondsLoading: loadMs, secondsDrawing: drawMs };
  return attemptMeasures.flatMap(({ name, version }) => {
    const ms = values[name as keyof typeof values];
    return ms === undefined ? [] : [{ id: newId(), attemptId, name, value: ms / 1_000, version }];
  });
}
