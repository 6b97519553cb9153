import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Cell } from '../database/entities/cell.entity.js';
import { Plan } from '../database/entities/plan.entity.js';

@Injectable()
export class PagesRepository {
  constructor(private readonly em: EntityManager) {}

  plan(id: string): Promise<Plan | null> {
    return this.em.fork().findOne(Plan, { id });
  }

  /** The picture of every cell that has one, by the cell's index. */
  async leadImages(planId: string): Promise<Map<number, string>> {
    const rows: { index: number; leadImage: string }[] = await this.em.fork().createQueryBuilder(Cell).select(['index', 'leadImage']).where({ planId, leadImage: { $ne: null } }).execute();
    return new Map(rows.map((row) => [row.index, row.leadImage]));
  }
}
