import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Metric } from '../database/entities/metric.entity.js';

/** A number as its row. */
export type MetricRow = Pick<Metric, 'id' | 'name' | 'value' | 'version'> & ({ imageHash: string } | { attemptId: string });

/** Numbers of pictures and attempts. */
@Injectable()
export class MetricsRepository {
  constructor(private readonly em: EntityManager) {}

  async add(em: EntityManager, rows: readonly MetricRow[]): Promise<void> {
    if (rows.length > 0) await em.insertMany(Metric, [...rows]);
  }

  /** Which of these pictures were measured already. */
  async measuredAmong(em: EntityManager, hashes: readonly string[]): Promise<Set<string>> {
    if (hashes.length === 0) return new Set();
    const rows = await em.find(Metric, { imageHash: { $in: [...hashes] } }, { fields: ['imageHash'] });
    return new Set(rows.map((row) => row.imageHash ?? ''));
  }

  of(imageHashes: readonly string[], attemptIds: readonly string[]): Promise<Metric[]> {
    return this.em.fork().find(Metric, { $or: [{ imageHash: { $in: [...imageHashes] } }, { attemptId: { $in: [...attemptIds] } }] });
  }
}
