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
    if (rows.length === 0) return;
    const values = rows.flatMap((row) => [row.id, 'imageHash' in row ? row.imageHash : null, 'attemptId' in row ? row.attemptId : null, row.name, row.value, row.version]);
    await em.execute(`insert into metric (id, image_hash, attempt_id, name, value, version) values ${rows.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`, values, 'run');
  }

  /** Which of these pictures were measured already. */
  async measuredAmong(em: EntityManager, hashes: readonly string[]): Promise<Set<string>> {
    if (hashes.length === 0) return new Set();
    const rows: { hash: string }[] = await em.execute(`select distinct image_hash as hash from metric where image_hash in (${hashes.map(() => '?').join(', ')})`, [...hashes]);
    return new Set(rows.map((row) => row.hash));
  }

  of(imageHashes: readonly string[], attemptIds: readonly string[]): Promise<Metric[]> {
    return this.em.fork().find(Metric, { $or: [{ imageHash: { $in: [...imageHashes] } }, { attemptId: { $in: [...attemptIds] } }] });
  }
}
