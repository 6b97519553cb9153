import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { cellList, CellView } from '@gridscope/contract';
import type { z } from 'zod';
import type { Cell } from '../database/entities/cell.entity.js';
import { transactional } from '../database/transaction.js';
import { notFound } from '../http/refused.error.js';
import { CellChanges } from './cell-changes.js';
import { CellsRepository } from './cells.repository.js';
import { CellViews } from './cell-views.js';
import { PlansService } from './plans.service.js';

/** Shows cells, and keeps people's stars. */
@Injectable()
export class CellsService {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: CellsRepository,
    private readonly plans: PlansService,
    private readonly changes: CellChanges,
    private readonly views: CellViews,
  ) {}

  /** Throws RefusedError (404). */
  async get(cellId: string): Promise<Cell> {
    const cell = await this.repository.find(cellId);
    if (cell === null) throw notFound('cell', cellId);
    return cell;
  }

  async list(planId: string, { after, limit }: { after: number; limit: number }): Promise<z.output<typeof cellList>> {
    const { sequence } = await this.plans.get(planId);
    const { cells, isAll, last } = await this.views.after(planId, after, limit);
    return { items: cells, sequence, ...(isAll ? {} : { next: last }) };
  }

  async view(cellId: string): Promise<CellView> {
    const view = await this.views.one(cellId);
    if (view === undefined) throw notFound('cell', cellId);
    return view;
  }

  async star(cellId: string, isStarred: boolean): Promise<CellView> {
    await this.get(cellId);
    this.changes.tell(await transactional(this.em, (em) => this.changes.apply(em, { id: cellId }, { isStarred })));
    return this.view(cellId);
  }
}
