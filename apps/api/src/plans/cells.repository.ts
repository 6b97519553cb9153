import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Attempt } from '../database/entities/attempt.entity.js';
import { Cell } from '../database/entities/cell.entity.js';
import { Image } from '../database/entities/image.entity.js';
import { Output } from '../database/entities/output.entity.js';
import { Take } from '../database/entities/take.entity.js';
import { lockTakes } from '../database/lock-row.js';
import { type CellChoice, conditionOf } from '../database/cell-choice.js';

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

  /** Chosen cells whose take failed are to be drawn once more with the same take. */
  async reopenTakes(em: EntityManager, choice: CellChoice): Promise<void> {
    const { sql, values } = conditionOf(choice);
    await em.execute(`update take set state = 'open' where state = 'failed' and id in (select take_id from cell where ${sql})`, values, 'run');
  }

  /** Chosen cells whose take was finished in the meantime, for another cell of the same recipe. Until the transaction ends no other take of theirs is finished. */
  async finishedMeanwhile(em: EntityManager, choice: CellChoice): Promise<{ id: string; takeId: string }[]> {
    const { sql, values } = conditionOf(choice);
    await lockTakes(em, { sql, values });
    return em.execute(`select id, take_id as "takeId" from cell where ${sql} and (select t.state from take as t where t.id = cell.take_id) = 'done'`, values);
  }

  /** Chosen cells whose take a server has now, for another cell. */
  async underWay(em: EntityManager, choice: CellChoice): Promise<{ id: string; state: 'queued' | 'running' }[]> {
    const { sql, values } = conditionOf(choice);
    return em.execute(`select chosen.id, a.state from (select id, take_id from cell where ${sql}) as chosen join attempt as a on a.take_id = chosen.take_id where a.state in ('queued', 'running')`, values);
  }

  async addTake(em: EntityManager, take: Take): Promise<void> {
    await em.insert(Take, take);
  }

  async lastTakeNumber(em: EntityManager, cellId: string): Promise<number> {
    const last = await em.findOne(Take, { cellId }, { orderBy: { number: 'desc' }, fields: ['number'] });
    return last?.number ?? 0;
  }
}
