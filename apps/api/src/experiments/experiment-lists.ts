import { Injectable } from '@nestjs/common';
import type { experimentList, experimentListQuery } from '@gridscope/contract';
import type { z } from 'zod';
import type { Experiment } from '../database/entities/experiment.entity.js';
import { ExperimentViews } from './experiment-views.js';
import { ExperimentsRepository, type ListPlace, type ListWish } from './experiments.repository.js';
import { readCursor, writeCursor } from './list-cursor.js';

/** The list of experiments, a page at a time. */
@Injectable()
export class ExperimentLists {
  constructor(
    private readonly repository: ExperimentsRepository,
    private readonly views: ExperimentViews,
  ) {}

  async list(query: z.output<typeof experimentListQuery>): Promise<z.output<typeof experimentList>> {
    const { after, limit, ...wish } = query;
    const found = await this.find({ ...wish, limit: limit + 1, after: after === undefined ? undefined : readCursor(after) });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const items = await this.views.summaries(page);
    return { items, ...(found.length > limit && last !== undefined ? { next: writeCursor(placeOf(last, query.sort)) } : {}) };
  }

  /** The database looks for a text anywhere in what was resolved; here that is narrowed to the names of axes. */
  private async find(wish: ListWish): Promise<Experiment[]> {
    if (wish.search === undefined) return this.repository.list(wish);
    const found: Experiment[] = [];
    for (let after = wish.after; ; ) {
      const some = await this.repository.list({ ...wish, after });
      for (const experiment of some) if (await this.views.matches(experiment, wish.search)) found.push(experiment);
      const last = some.at(-1);
      if (some.length < wish.limit || found.length >= wish.limit || last === undefined) return found.slice(0, wish.limit);
      after = placeOf(last, wish.sort);
    }
  }
}

function placeOf(experiment: Experiment, sort: ListWish['sort']): ListPlace {
  const keys = { newest: experiment.updatedAt, oldest: experiment.createdAt, name: experiment.name };
  return { key: keys[sort], id: experiment.id };
}
