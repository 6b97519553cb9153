import type { LeftSeat } from './seats.repository.js';

export interface OwnWorker {
  workerId: string;
  /** Of the worker that ended the attempt; undefined: it cannot be told from here. */
  isAlive: boolean | undefined;
  leaseMs: number;
  nowMs: number;
}

/** Whether the prompt of a left seat may still be on its way to its server. Who sent it knows, and has a lease's time to tidy up; others leave it alone meanwhile. */
export function mayBeOnItsWay({ workerId, finishedAt }: Pick<LeftSeat, 'workerId' | 'finishedAt'>, own: OwnWorker): boolean {
  return workerId !== own.workerId && own.isAlive !== false && finishedAt + own.leaseMs >= own.nowMs;
}
