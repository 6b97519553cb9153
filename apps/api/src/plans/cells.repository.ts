import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Attempt } from '../database/entities/attempt.entity.js';
import { Cell } from '../database/entities/cell.entity.js';
import { Image } from '../database/entities/image.entity.js';
import { Output } from '../database/entities/output.entity.js';
import { Take } from '../database/entities/take.entity.js';

/** An output with the size of its picture. */
export type OutputRow = Output & { widthPx?: number; heightPx?: number };

/** Cells with their takes, attempts and outputs. */
@Injectable()
export class CellsRepository {
  constructor(private readonly em: EntityManager) {}

  find(id: string): Promise<Cell | null> {
    return this.em.fork().findOne(Cell, { id });
  }

  /** Takes begun for a cell, and the one it shows, oldest first. */
  takesOf(cell: Cell): Promise<Take[]> {
    return this.em.fork().find(Take, { $or: [{ cellId: cell.id }, { id: cell.takeId ?? '' }] }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  }

  attemptsOf(takeIds: readonly string[]): Promise<Attempt[]> {
    return this.em.fork().find(Attempt, { takeId: { $in: [...takeIds] } }, { orderBy: { number: 'asc' } });
  }

  async outputsOf(takeIds: readonly string[]): Promise<OutputRow[]> {
    const em = this.em.fork();
    const outputs = await em.find(Output, { takeId: { $in: [...takeIds] } }, { orderBy: { position: 'asc' } });
    const images = await em.find(Image, { hash: { $in: outputs.flatMap((output) => output.fileHash ?? []) } }, { fields: ['hash', 'widthPx', 'heightPx'] });
    const sizes = new Map(images.map((image) => [image.hash, { widthPx: image.widthPx, heightPx: image.heightPx }]));
    return outputs.map((output) => ({ ...output, ...sizes.get(output.fileHash ?? '') }));
  }

  /** A cell whose take is to be drawn once more, or for the first time. */
  async reopenTakes(em: EntityManager, choice: { id: string } | { planId: string }): Promise<void> {
    const knex = em.getKnex();
    const where = 'id' in choice ? { id: choice.id } : { plan_id: choice.planId };
    const takes = knex('cell').select('take_id').where(where).whereIn('state', ['failed', 'cancelled']).whereNotNull('take_id');
    await em.execute(knex('take').where('state', 'failed').whereIn('id', takes).update({ state: 'open' }), [], 'run');
  }

  /** Failed or cancelled cells whose take was finished in the meantime, for another cell of the same recipe. */
  async finishedMeanwhile(em: EntityManager, choice: { id: string } | { planId: string }): Promise<{ id: string; takeId: string }[]> {
    const where = 'id' in choice ? { 'cell.id': choice.id } : { 'cell.plan_id': choice.planId };
    const query = em.getKnex()('cell').join('take', 'take.id', 'cell.take_id').select('cell.id', 'take.id as takeId').where(where).where('take.state', 'done').whereIn('cell.state', ['failed', 'cancelled']);
    return em.execute(query);
  }

  async addTake(em: EntityManager, take: Take): Promise<void> {
    await em.insert(Take, take);
  }

  async lastTakeNumber(em: EntityManager, cellId: string): Promise<number> {
    const last = await em.findOne(Take, { cellId }, { orderBy: { number: 'desc' }, fields: ['number'] });
    return last?.number ?? 0;
  }
}
