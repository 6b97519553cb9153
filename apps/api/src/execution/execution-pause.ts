import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { z } from 'zod';
import { Setting } from '../database/entities/setting.entity.js';

const name = 'execution-paused';
const stored = z.object({ sinceMs: z.int() });

/** Whether everything is paused. Kept in the database, so that it holds for every process and after a restart. */
@Injectable()
export class ExecutionPause {
  constructor(private readonly em: EntityManager) {}

  async isPaused(em: EntityManager = this.em.fork()): Promise<boolean> {
    return (await this.since(em)) !== undefined;
  }

  /** UTC milliseconds; undefined while nothing is paused. */
  async since(em: EntityManager = this.em.fork()): Promise<number | undefined> {
    const [row]: { value: string }[] = await em.execute('select value from setting where name = ?', [name]);
    return row === undefined ? undefined : stored.parse(JSON.parse(row.value)).sinceMs;
  }

  /** A pause that is there keeps its moment. */
  async begin(nowMs: number): Promise<void> {
    const em = this.em.fork();
    await em.upsert(Setting, { name, value: JSON.stringify({ sinceMs: nowMs }) }, { onConflictAction: 'ignore' });
  }

  async end(): Promise<void> {
    await this.em.fork().nativeDelete(Setting, { name });
  }
}
