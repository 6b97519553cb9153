import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { lockRow, lockTakes } from '../database/lock-row.js';
import { Processes } from '../database/processes.js';
import { transactional } from '../database/transaction.js';
import { CellChanges, type ChangedPlans } from '../plans/cell-changes.js';
import type { ServerFacts } from '../servers/known-server.js';
import { AttemptsRepository, type ClaimableCell } from './attempts.repository.js';
import { ClaimTerms } from './claim-terms.js';

/** A claim that was just written. */
export interface Claimed {
  attempt: Attempt;
  cell: ClaimableCell;
  changed: ChangedPlans;
}

/** Writes claims: one transaction that moves the cells on, takes a seat and enters the attempt, or does nothing. */
@Injectable()
export class ClaimWriter {
  constructor(
    private readonly em: EntityManager,
    private readonly processes: Processes,
    private readonly terms: ClaimTerms,
    private readonly repository: AttemptsRepository,
    private readonly changes: CellChanges,
  ) {}

  /** Undefined: the cell waits no more or rests, its plan does not run, the server has no seat for it, or what it waits for is being drawn already. */
  async write(cellId: string, attemptId: string, server: Pick<ServerFacts, 'id' | 'name'>): Promise<Claimed | undefined> {
    const written = await transactional(this.em, async (em) => {
      // Seats are counted and taken as one step, and a take is drawn by one: whoever else claims one of this server's, or this take, waits.
      await lockRow(em, 'server', server.id);
      await lockTakes(em, { sql: 'id = ?', values: [cellId] });
      const cell = await this.repository.claimable(em, cellId, server.id);
      if (cell === undefined || !this.terms.allow(cell, Date.now())) return undefined;
      if (this.terms.from !== undefined && cell.underWay !== null) return { joined: await this.join(em, cell.takeId, cell.underWay) };
      return this.claim(em, cell, attemptId, server);
    });
    if (written === undefined || !('joined' in written)) return written;
    this.changes.tell(written.joined);
    return undefined;
  }

  /** A cell came to wait for a take that another one's attempt draws: it is as far as that. */
  private join(em: EntityManager, takeId: string, state: 'queued' | 'running'): Promise<ChangedPlans> {
    return this.changes.apply(em, { takeId, from: ['waiting'] }, { state, reason: null, notBefore: null });
  }

  private async claim(em: EntityManager, cell: ClaimableCell, attemptId: string, server: Pick<ServerFacts, 'id' | 'name'>): Promise<Claimed | undefined> {
    const { from } = this.terms;
    const changed = await this.changes.apply(em, { takeId: cell.takeId, ...(from === undefined ? {} : { from }) }, { state: 'queued', reason: null, notBefore: null });
    if (changed.size === 0) return undefined;
    if (cell.takeState === 'failed') await this.repository.reopenTake(em, cell.takeId);
    const attempt = this.attemptAt(cell, attemptId, server, Date.now());
    await this.repository.add(em, attempt);
    return { attempt, cell, changed };
  }

  private attemptAt(cell: ClaimableCell, attemptId: string, server: Pick<ServerFacts, 'id' | 'name'>, nowMs: number): Attempt {
    return {
      id: attemptId, takeId: cell.takeId, cellId: cell.id, serverId: server.id, serverName: server.name, ...this.terms.next(cell, nowMs),
      state: 'queued', workerId: this.processes.workerId, claimedAt: nowMs, holdsSeat: true,
    };
  }
}
