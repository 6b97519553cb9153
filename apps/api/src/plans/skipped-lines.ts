import type { CellLine } from '../database/cell-choice.js';
import type { StoredCellState } from '../database/entities/cell.entity.js';

/** What people may leave out: what is done stays done. */
export const skippable: readonly StoredCellState[] = ['waiting', 'queued', 'running', 'failed', 'cancelled'];

/** What a cell becomes that people leave out. */
export const skippedByHand = { state: 'skipped', reason: 'Skipped by hand.', priority: 0, notBefore: null } as const;

/** The lines that a plan keeps for rows that are still to be put down. */
export function readLines(kept: string | null | undefined): CellLine[] {
  // Written by `withLine`.
  return typeof kept === 'string' ? (JSON.parse(kept) as CellLine[]) : [];
}

/** Them with one more, or one less. */
export function withLine(kept: string | null | undefined, line: CellLine, isSkipped: boolean): string | null {
  const others = readLines(kept).filter((other) => other.stride !== line.stride || other.size !== line.size || other.place !== line.place);
  const lines = isSkipped ? [...others, line] : others;
  return lines.length === 0 ? null : JSON.stringify(lines);
}
