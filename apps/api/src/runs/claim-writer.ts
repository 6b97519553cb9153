import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Config } from '../config/config.js';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { Installation } from '../database/installation.js';
import { Processes } from '../database/processes.js';
import { lockRow } from '../database/lock-row.js';
import { transactional } from '../database/transaction.js';
import { CellChanges, type ChangedPlans } from '../plans/cell-changes.js';
import type { ServerFacts } from '../servers/known-server.js';
import { AttemptsRepository, type ClaimableCell } from './attempts.repository.js';
import { promptIdOf } from './prompt-id.js';

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
    private readonly config: Config,
    private readonly installation: Installation,
    private readonly processes: Processes,
    private readonly repository: AttemptsRepository,
    private readonly changes: CellChanges,
  ) {}

  /** Undefined: the cell waits no more, its plan does not run, or the server has no seat for it. */
  write(cellId: string, attemptId: string, server: Pick<ServerFacts, 'id' | 'name'>): Promise<Claimed | undefined> {
    return transactional(this.em, async (em) => {
      // Seats are counted and taken as one step: whoever else claims one of this server's waits.
      await lockRow(em, 'server', server.id);
      const cell = await this.repository.claimable(em, cellId, server.id);
      if (cell === undefined || !mayBeDrawn(cell) || !hasSeat(cell)) return undefined;
      const changed = await this.changes.apply(em, { takeId: cell.takeId, from: ['waiting'] }, { state: 'queued', reason: null, notBefore: null });
      if (changed.size === 0) return undefined;
      if (cell.takeState === 'failed') await this.repository.reopenTake(em, cell.takeId);
      const attempt = this.attemptAt(cell, attemptId, server, Date.now());
      await this.repository.add(em, attempt);
      return { attempt, cell, changed };
    });
  }

  private attemptAt({ id: cellId, takeId, lastNumber }: ClaimableCell, attemptId: string, server: Pick<ServerFacts, 'id' | 'name'>, nowMs: number): Attempt {
    const number = Number(lastNumber ?? 0) + 1;
    return {
      id: attemptId, takeId, cellId, number, serverId: server.id, serverName: server.name, promptId: promptIdOf(this.installation.id, takeId, number),
      state: 'queued', workerId: this.processes.workerId, leaseUntil: nowMs + this.config.leaseMs, claimedAt: nowMs, holdsSeat: true,
    };
  }
}

/** A pause, of its plan or of everything, keeps cells waiting, but for a picture that was asked for by hand. */
function mayBeDrawn({ state, planState, priority, pauseOfAll }: ClaimableCell): boolean {
  if (state !== 'waiting') return false;
  if (priority > 0) return planState === 'running' || planState === 'writing' || planState === 'paused';
  return pauseOfAll === null && (planState === 'running' || planState === 'writing');
}

function hasSeat({ seats, seatsHeld, isDraining }: ClaimableCell): boolean {
  return !isDraining && Number(seatsHeld) < seats;
}
