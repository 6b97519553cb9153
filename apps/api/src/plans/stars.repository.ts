import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { Plan } from '../database/entities/plan.entity.js';

/** Stars outlast a plan: the experiment's next plan has them again, also where axes or values were added. */
@Injectable()
export class StarsRepository {
  constructor(private readonly em: EntityManager) {}

  /** Which of these recipes are starred: the experiment's newest cell of the recipe before this plan decides. */
  async starred({ id, experimentId, kind }: Pick<Plan, 'id' | 'experimentId' | 'kind'>, recipeKeys: readonly string[]): Promise<Set<string>> {
    const em = this.em.fork();
    const knex = em.getKnex();
    const earlier = knex('plan').select('id').where({ experiment_id: experimentId, kind }).where('id', '<', id);
    const rows: { recipeKey: string; isStarred: number | boolean }[] = await em.execute(
      knex('cell').select('recipe_key as recipeKey', 'is_starred as isStarred').whereIn('recipe_key', [...recipeKeys]).whereIn('plan_id', earlier).orderBy('plan_id'),
    );
    const newest = new Map(rows.map((row) => [row.recipeKey, Boolean(row.isStarred)]));
    return new Set([...newest].filter(([, isStarred]) => isStarred).map(([recipeKey]) => recipeKey));
  }
}
