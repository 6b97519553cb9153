import type { StoredCellState } from '../database/entities/cell.entity.js';

/** What people may leave out: what is done stays done. */
export const skippable: readonly StoredCellState[] = ['waiting', 'queued', 'running', 'failed', 'cancelled'];

/** What a cell becomes that people leave out. */
export const skippedByHand = { state: 'skipped', reason: 'Skipped by hand.', priority: 0, notBefore: null } as const;
