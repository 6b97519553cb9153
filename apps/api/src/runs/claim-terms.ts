import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Installation } from '../database/installation.js';
import type { ClaimableCell } from './attempts.repository.js';
import { FaultSwitch } from './fault-switch.js';
import { promptIdOf } from './prompt-id.js';

/** On which terms cells are claimed. */
@Injectable()
export class ClaimTerms {
  constructor(
    private readonly config: Config,
    private readonly installation: Installation,
    private readonly faults: FaultSwitch,
  ) {}

  /** States that a claim takes cells from. Undefined, in tests of the fault run alone: from any. */
  get from(): readonly ['waiting'] | undefined {
    return this.faults.is('unconditional-claim') ? undefined : ['waiting'];
  }

  allow(cell: ClaimableCell, nowMs: number): boolean {
    return this.from === undefined || (mayBeDrawn(cell) && hasRested(cell, nowMs) && hasSeat(cell));
  }

  /** Number, prompt id and lease of the next attempt. */
  next({ takeId, lastNumber }: ClaimableCell, nowMs: number): { number: number; promptId: string; leaseUntil: number } {
    const number = Number(lastNumber ?? 0) + 1;
    return { number, promptId: promptIdOf(this.installation.id, takeId, number), leaseUntil: nowMs + this.config.leaseMs };
  }
}

/** A pause, of its plan or of everything, keeps cells waiting, but for a picture that was asked for by hand. */
function mayBeDrawn({ state, planState, priority, pauseOfAll }: ClaimableCell): boolean {
  if (state !== 'waiting') return false;
  if (priority > 0) return planState === 'running' || planState === 'writing' || planState === 'paused';
  return pauseOfAll === null && (planState === 'running' || planState === 'writing');
}

/** Who gave the cell out may know of an older state of it. */
function hasRested({ notBefore }: ClaimableCell, nowMs: number): boolean {
  return Number(notBefore ?? 0) <= nowMs;
}

function hasSeat({ seats, seatsHeld, isDraining }: ClaimableCell): boolean {
  return !isDraining && Number(seatsHeld) < seats;
}
