import type { CellLine } from './cell-choice.js';

/** Lines that a plan keeps as text. */
export function readLines(kept: string | null | undefined): CellLine[] {
  // Written by `withLine`.
  return typeof kept === 'string' ? (JSON.parse(kept) as CellLine[]) : [];
}

/** Them with one more, or one less; null where none is left. */
export function withLine(kept: string | null | undefined, line: CellLine, isKept: boolean): string | null {
  const others = readLines(kept).filter((other) => other.stride !== line.stride || other.size !== line.size || other.place !== line.place);
  const lines = isKept ? [...others, line] : others;
  return lines.length === 0 ? null : JSON.stringify(lines);
}
