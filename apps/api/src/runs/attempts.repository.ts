import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Attempt } from '../database/entities/attempt.entity.js';
import { Cell } from '../database/entities/cell.entity.js';
import { Output } from '../database/entities/output.entity.js';
import { Plan } from '../database/entities/plan.entity.js';
import { Take } from '../database/entities/take.entity.js';

const active = ['queued', 'running'] as const;

/** What ends an attempt. */
export type AttemptEnd = Partial<Pick<Attempt, 'error' | 'finishedAt' | 'waitMs' | 'loadMs' | 'drawMs' | 'verification' | 'facts' | 'executedWorkflow'>> & { state: 'done' | 'failed' | 'lost' };

/** Attempts and the claims on them. */
@Injectable()
export class AttemptsRepository {
  constructor(private readonly em: EntityManager) {}

  find(id: string): Promise<Attempt | null> {
    return this.em.fork().findOne(Attempt, { id });
  }

  findCell(id: string, em: EntityManager = this.em.fork()): Promise<Cell | null> {
    return em.findOne(Cell, { id });
  }

  findPlan(id: string, em: EntityManager = this.em.fork()): Promise<Plan | null> {
    return em.findOne(Plan, { id });
  }

  findTake(id: string, em: EntityManager = this.em.fork()): Promise<Take | null> {
    return em.findOne(Take, { id });
  }

  /** Cells that wait for a take, in plan order. */
  cellsOf(takeId: string, em: EntityManager = this.em.fork()): Promise<Cell[]> {
    return em.find(Cell, { takeId, state: { $in: [...active, 'waiting'] } }, { orderBy: { planId: 'asc', index: 'asc' } });
  }

  async lastNumber(em: EntityManager, takeId: string): Promise<number> {
    const last = await em.findOne(Attempt, { takeId }, { orderBy: { number: 'desc' }, fields: ['number'] });
    return last?.number ?? 0;
  }

  async add(em: EntityManager, attempt: Attempt): Promise<void> {
    await em.insert(Attempt, attempt);
  }

  /** How many of a take's ended attempts were lost since one ended otherwise. */
  async lostInARow(em: EntityManager, takeId: string): Promise<number> {
    const attempts = await em.find(Attempt, { takeId, state: { $nin: [...active] } }, { orderBy: { number: 'desc' }, fields: ['state'], limit: 50 });
    const other = attempts.findIndex((attempt) => attempt.state !== 'lost');
    return other === -1 ? attempts.length : other;
  }

  /** False when the claim is no longer this worker's. */
  async begin(em: EntityManager, id: string, workerId: string, startedAt: number): Promise<boolean> {
    return (await em.nativeUpdate(Attempt, { id, state: 'queued', workerId }, { state: 'running', startedAt })) > 0;
  }

  /** Ends an attempt that is still this worker's; false when it is not. */
  async end(em: EntityManager, id: string, workerId: string, end: AttemptEnd): Promise<boolean> {
    return (await em.nativeUpdate(Attempt, { id, state: { $in: [...active] }, workerId }, end)) > 0;
  }

  async endTake(em: EntityManager, id: string, state: 'done' | 'failed'): Promise<void> {
    await em.nativeUpdate(Take, { id, state: 'open' }, { state });
  }

  async reopenTake(em: EntityManager, id: string): Promise<void> {
    await em.nativeUpdate(Take, { id, state: 'failed' }, { state: 'open' });
  }

  async addOutputs(em: EntityManager, outputs: readonly Output[]): Promise<void> {
    if (outputs.length > 0) await em.insertMany(Output, [...outputs]);
  }

  /** Cells that show a drawing which was begun for another cell. */
  async markReused(em: EntityManager, takeId: string, drawnFor: string): Promise<void> {
    await em.nativeUpdate(Cell, { takeId, state: 'done', id: { $ne: drawnFor } }, { origin: 'reused' });
  }

  /** Renews every claim of a worker. */
  async renew(workerId: string, leaseUntil: number): Promise<void> {
    await this.em.fork().nativeUpdate(Attempt, { workerId, state: { $in: [...active] } }, { leaseUntil });
  }

  /** Attempts whose worker may be gone: this worker's of an earlier life, and others' whose lease is over. */
  stale(workerId: string, nowMs: number): Promise<Attempt[]> {
    return this.em.fork().find(Attempt, { state: { $in: [...active] }, $or: [{ workerId }, { leaseUntil: { $lt: nowMs } }] });
  }

  /** Takes an attempt over from a worker that is gone; false when somebody else was faster. */
  async adopt(attempt: Pick<Attempt, 'id' | 'workerId' | 'leaseUntil'>, workerId: string, leaseUntil: number): Promise<boolean> {
    const { id, workerId: from, leaseUntil: until } = attempt;
    return (await this.em.fork().nativeUpdate(Attempt, { id, workerId: from, leaseUntil: until, state: { $in: [...active] } }, { workerId, leaseUntil })) > 0;
  }

  /** Attempts under way of takes that no cell waits for any more. */
  async unwanted(): Promise<Attempt[]> {
    const em = this.em.fork();
    const knex = em.getKnex();
    const wanted = knex('cell').select(knex.raw('1')).whereRaw('cell.take_id = attempt.take_id').whereIn('cell.state', ['waiting', ...active]);
    const rows: { id: string }[] = await em.execute(knex('attempt').select('id').whereIn('state', [...active]).whereNotExists(wanted));
    return em.find(Attempt, { id: { $in: rows.map((row) => row.id) } });
  }
}
