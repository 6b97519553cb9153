import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Output } from '../database/entities/output.entity.js';
import type { Take } from '../database/entities/take.entity.js';
import { hasSeveralWriters } from '../database/lock-row.js';

/** A finished take with where it was drawn. */
export interface DoneTake {
  id: string;
  recipeKey: string;
  serverId: string;
  facts: string | null;
}

/** A take that is still to be drawn, and how far that is: what a cell that comes to wait for it is then. */
export interface OpenTake {
  id: string;
  state: 'waiting' | 'queued' | 'running';
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

  /** How many finished takes these recipes have. */
  async doneCount(recipeKeys: readonly string[], em: EntityManager = this.em.fork()): Promise<number> {
    const [row]: { count: number | string }[] = await em.execute(`select count(*) as count from take where state = 'done' and recipe_key in (${placesFor(recipeKeys)})`, [...recipeKeys]);
    return Number(row?.count ?? 0);
  }

  /** Takes of these recipes that are still to be drawn, the oldest of each: recipe → take. Until the transaction ends they stay as they are. */
  async open(em: EntityManager, recipeKeys: readonly string[]): Promise<Map<string, OpenTake>> {
    const hold = hasSeveralWriters(em) ? 'for no key update' : '';
    const takes: Pick<Take, 'id' | 'recipeKey'>[] = await em.execute(`select id, recipe_key as "recipeKey" from take where state = 'open' and recipe_key in (${placesFor(recipeKeys)}) order by id ${hold}`, [...recipeKeys]);
    // Asked after they are held: whoever claims, begins or loses an attempt at one of them waits.
    const attempts: { takeId: string; state: 'queued' | 'running' }[] = await em.execute(`select take_id as "takeId", state from attempt where state in ('queued', 'running') and take_id in (${placesFor(takes)})`, takes.map((take) => take.id));
    const states = new Map(attempts.map((attempt) => [attempt.takeId, attempt.state]));
    return new Map(takes.reverse().map(({ id, recipeKey }) => [recipeKey, { id, state: states.get(id) ?? 'waiting' }]));
  }

  /** The first picture of each take: take → hash. */
  async leads(takeIds: readonly string[], em: EntityManager = this.em.fork()): Promise<Map<string, string>> {
    const outputs = await em.find(Output, { takeId: { $in: [...takeIds] }, kind: 'image' }, { fields: ['takeId', 'fileHash', 'position'], orderBy: { position: 'desc' } });
    return new Map(outputs.flatMap((output) => (typeof output.fileHash === 'string' ? [[output.takeId, output.fileHash]] : [])));
  }
}

function placesFor(list: readonly unknown[]): string {
  return list.length === 0 ? 'null' : list.map(() => '?').join(', ');
}
