import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Cell } from '../database/entities/cell.entity.js';
import { Experiment } from '../database/entities/experiment.entity.js';
import { Revision } from '../database/entities/revision.entity.js';

/** A place in the list: what it is sorted by, then the id. */
export interface ListPlace {
  key: string | number;
  id: string;
}

export interface ListWish {
  search?: string | undefined;
  tag?: string | undefined;
  state?: string | undefined;
  sort: 'newest' | 'oldest' | 'name';
  after?: ListPlace | undefined;
  limit: number;
}

const sortColumn = { newest: 'updated_at', oldest: 'created_at', name: 'name' } as const;

/** Experiments and how they are found. */
@Injectable()
export class ExperimentsRepository {
  constructor(private readonly em: EntityManager) {}

  async add(em: EntityManager, experiment: Experiment): Promise<void> {
    await em.insert(Experiment, experiment);
  }

  async change(em: EntityManager, id: string, change: Partial<Pick<Experiment, 'name' | 'tags' | 'updatedAt'>>): Promise<void> {
    await em.nativeUpdate(Experiment, { id }, change);
  }

  /** The experiment of this name whose newest revision has this definition, the newest if there are several. */
  async withDefinition(name: string, definitionHash: string): Promise<Experiment | null> {
    const em = this.em.fork();
    const knex = em.getKnex();
    const newest = knex('revision as n').max('n.number').whereRaw('n.experiment_id = e.id');
    const query = knex('experiment as e').join('revision as r', 'r.experiment_id', 'e.id').select('e.id').where('e.name', name).where('r.definition_hash', definitionHash).where('r.number', newest).orderBy('e.id', 'desc').limit(1);
    const [row]: { id: string }[] = await em.execute(query);
    return row === undefined ? null : em.findOne(Experiment, { id: row.id });
  }

  newestNamed(name: string): Promise<Experiment | null> {
    return this.em.fork().findOne(Experiment, { name }, { orderBy: { id: 'desc' } });
  }

  find(id: string): Promise<Experiment | null> {
    return this.em.fork().findOne(Experiment, { id });
  }

  findCell(id: string): Promise<Cell | null> {
    return this.em.fork().findOne(Cell, { id });
  }

  /** A page of the list. Text is looked for in names, tags and what the newest revision was resolved to; the caller narrows that to axes. */
  async list(wish: ListWish): Promise<Experiment[]> {
    const em = this.em.fork();
    const knex = em.getKnex();
    const column = `e.${sortColumn[wish.sort]}`;
    const isFalling = wish.sort === 'newest';
    const query = knex('experiment as e').select('e.id').orderBy(column, isFalling ? 'desc' : 'asc').orderBy('e.id', isFalling ? 'desc' : 'asc').limit(wish.limit);
    if (wish.after !== undefined) query.whereRaw(`(??, e.id) ${isFalling ? '<' : '>'} (?, ?)`, [column, wish.after.key, wish.after.id]);
    if (wish.search !== undefined) {
      const like = `%${wish.search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
      const inAxes = knex('revision as r').select(knex.raw('1')).whereRaw('r.experiment_id = e.id').whereRaw(`lower(r.resolved) like ? escape '\\'`, [like]);
      query.where((where) => where.whereRaw(`lower(e.name) like ? escape '\\'`, [like]).orWhereRaw(`lower(cast(e.tags as text)) like ? escape '\\'`, [like]).orWhereExists(inAxes));
    }
    if (wish.tag !== undefined) query.whereRaw(`cast(e.tags as text) like ? escape '\\'`, [`%${JSON.stringify(wish.tag).replace(/[\\%_]/g, '\\$&')}%`]);
    if (wish.state !== undefined) whereState(query, knex, wish.state);
    const ids: { id: string }[] = await em.execute(query);
    const found = await em.find(Experiment, { id: { $in: ids.map((row) => row.id) } });
    return ids.flatMap(({ id }) => found.find((experiment) => experiment.id === id) ?? []);
  }

  /** Newest revisions of these experiments, without their workflows. */
  async newestRevisions(experimentIds: readonly string[]): Promise<Pick<Revision, 'id' | 'experimentId' | 'number'>[]> {
    const em = this.em.fork();
    const knex = em.getKnex();
    const newest = knex('revision as n').max('n.number').whereRaw('n.experiment_id = r.experiment_id');
    return em.execute(knex('revision as r').select('r.id', 'r.experiment_id as experimentId', 'r.number').whereIn('r.experiment_id', [...experimentIds]).where('r.number', newest));
  }

  /** Cells of an experiment, a chunk at a time; how many were left. */
  async deleteCells(experimentId: string, limit: number): Promise<number> {
    const em = this.em.fork();
    const knex = em.getKnex();
    const plans = knex('plan').select('id').where({ experiment_id: experimentId });
    const some = knex('cell').select('id').whereIn('plan_id', plans).limit(limit);
    const { affectedRows } = await em.execute<{ affectedRows: number }>(knex('cell').whereIn('id', some).delete(), [], 'run');
    return affectedRows;
  }

  /** Its revisions, plans and exports go with it. */
  async delete(id: string): Promise<void> {
    await this.em.fork().nativeDelete(Experiment, { id });
  }

  /** Takes that no cell shows and whose own cell is gone: their attempts and outputs go with them. What is still to be stopped on a server is left for the next time. */
  async deleteOrphanTakes(limit: number): Promise<number> {
    const em = this.em.fork();
    const knex = em.getKnex();
    const orphans = knex('take as t').select('t.id')
      .whereNotExists(knex('cell').select(knex.raw('1')).whereRaw('cell.take_id = t.id'))
      .whereNotExists(knex('cell').select(knex.raw('1')).whereRaw('cell.id = t.cell_id'))
      .whereNotExists(knex('attempt').select(knex.raw('1')).whereRaw("attempt.take_id = t.id and (attempt.state in ('queued', 'running') or attempt.holds_seat)"))
      .limit(limit);
    const { affectedRows } = await em.execute<{ affectedRows: number }>(knex('take').whereIn('id', orphans).delete(), [], 'run');
    return affectedRows;
  }
}

type Knex = ReturnType<EntityManager['getKnex']>;

/** By the newest grid plan; `draft` where there is none. */
function whereState(query: ReturnType<Knex>, knex: Knex, state: string): void {
  const newest = knex('plan as p').max('p.id').whereRaw('p.experiment_id = e.id').where('p.kind', 'grid');
  if (state === 'draft') {
    query.whereNotExists(knex('plan as p').select(knex.raw('1')).whereRaw('p.experiment_id = e.id').where('p.kind', 'grid'));
    return;
  }
  const states = state === 'running' ? ['running', 'writing'] : [state];
  query.whereExists(knex('plan as q').select(knex.raw('1')).where('q.id', newest).whereIn('q.state', states));
}
