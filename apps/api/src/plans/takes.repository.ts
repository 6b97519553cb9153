import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Output } from '../database/entities/output.entity.js';
import { Take } from '../database/entities/take.entity.js';

/** A finished take with where it was drawn. */
export interface DoneTake {
  id: string;
  recipeKey: string;
  serverId: string;
  facts: string | null;
}

/** Takes by what they are drawn from. */
@Injectable()
export class TakesRepository {
  constructor(private readonly em: EntityManager) {}

  /** Finished takes of these recipes, newest first. */
  async done(recipeKeys: readonly string[]): Promise<DoneTake[]> {
    const em = this.em.fork();
    const query = em.getKnex()('take as t')
      .join('attempt as a', (join) => join.on('a.take_id', 't.id').onVal('a.state', 'done'))
      .select('t.id', 't.recipe_key as recipeKey', 'a.server_id as serverId', 'a.facts')
      .where('t.state', 'done')
      .whereIn('t.recipe_key', [...recipeKeys])
      .orderBy('t.id', 'desc');
    return em.execute(query);
  }

  /** Takes of these recipes that are still to be drawn: recipe → take. */
  async open(em: EntityManager, recipeKeys: readonly string[]): Promise<Map<string, string>> {
    const takes = await em.find(Take, { recipeKey: { $in: [...recipeKeys] }, state: 'open' }, { fields: ['id', 'recipeKey'], orderBy: { id: 'desc' } });
    return new Map(takes.map((take) => [take.recipeKey, take.id]));
  }

  /** The first picture of each take: take → hash. */
  async leads(takeIds: readonly string[], em: EntityManager = this.em.fork()): Promise<Map<string, string>> {
    const outputs = await em.find(Output, { takeId: { $in: [...takeIds] }, kind: 'image' }, { fields: ['takeId', 'fileHash', 'position'], orderBy: { position: 'desc' } });
    return new Map(outputs.flatMap((output) => (typeof output.fileHash === 'string' ? [[output.takeId, output.fileHash]] : [])));
  }
}
