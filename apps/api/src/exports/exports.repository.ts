import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Attempt } from '../database/entities/attempt.entity.js';
import { Cell } from '../database/entities/cell.entity.js';
import { Export } from '../database/entities/export.entity.js';
import { Image } from '../database/entities/image.entity.js';
import { Metric } from '../database/entities/metric.entity.js';
import { Output } from '../database/entities/output.entity.js';
import { Plan } from '../database/entities/plan.entity.js';

/** Cells of one stretch of a plan with all that belongs to them. */
export interface CellRows {
  cells: Cell[];
  outputs: Output[];
  attempts: Attempt[];
  images: Image[];
  metrics: Metric[];
}

@Injectable()
export class ExportsRepository {
  constructor(private readonly em: EntityManager) {}

  async add(row: Export): Promise<void> {
    const em = this.em.fork();
    await em.persist(em.create(Export, row)).flush();
  }

  find(id: string): Promise<Export | null> {
    return this.em.fork().findOne(Export, { id });
  }

  async change(id: string, change: Partial<Export>): Promise<void> {
    await this.em.fork().nativeUpdate(Export, { id }, change);
  }

  unfinished(): Promise<Export[]> {
    return this.em.fork().find(Export, { state: { $in: ['waiting', 'running'] } });
  }

  plan(id: string): Promise<Plan | null> {
    return this.em.fork().findOne(Plan, { id });
  }

  /** Up to `limit` cells from an index on. */
  async rows(planId: string, fromIndex: number, limit: number): Promise<CellRows> {
    const em = this.em.fork();
    const cells = await em.find(Cell, { planId, index: { $gte: fromIndex } }, { orderBy: { index: 'asc' }, limit });
    const takeIds = cells.flatMap((cell) => cell.takeId ?? []);
    const outputs = await em.find(Output, { takeId: { $in: takeIds } }, { orderBy: { position: 'asc' } });
    const attempts = await em.find(Attempt, { takeId: { $in: takeIds }, state: 'done' });
    const hashes = outputs.flatMap((output) => output.fileHash ?? []);
    const images = await em.find(Image, { hash: { $in: hashes } });
    const metrics = await em.find(Metric, { $or: [{ imageHash: { $in: hashes } }, { attemptId: { $in: attempts.map((attempt) => attempt.id) } }] });
    return { cells, outputs, attempts, images, metrics };
  }
}
