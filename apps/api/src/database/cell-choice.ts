import type { StoredCellState } from './entities/cell.entity.js';

/** All cells of a plan that have one value of an axis: `floor(index / stride) % size = place`. */
export interface CellLine {
  stride: number;
  size: number;
  place: number;
}

/** Which cells: one of the first three says where, the others narrow it. */
export interface CellChoice {
  id?: string;
  takeId?: string;
  planId?: string;
  /** Of the plan, only these. */
  ids?: readonly string[];
  line?: CellLine;
  /** None of these values' cells. */
  exceptLines?: readonly CellLine[];
  from?: readonly StoredCellState[];
  /** Only those that became so for this reason. */
  reason?: string;
  /** Only those that could be drawn: what a rule skips has no recipe. */
  hasRecipe?: true;
}

/** A condition on the table `cell`. */
export interface Condition {
  sql: string;
  values: (string | number)[];
}

/** The choice as SQL. Throws TypeError where it does not say which cells. */
export function conditionOf({ id, takeId, planId, ids, line, exceptLines = [], from, reason, hasRecipe }: CellChoice): Condition {
  if (id === undefined && takeId === undefined && planId === undefined) throw new TypeError('a choice of cells must say which');
  const parts: Condition[] = [];
  const add = (sql: string, ...values: (string | number)[]) => parts.push({ sql, values });
  if (id !== undefined) add('id = ?', id);
  if (takeId !== undefined) add('take_id = ?', takeId);
  if (planId !== undefined) add('plan_id = ?', planId);
  if (ids !== undefined) add(`id in (${placesFor(ids)})`, ...ids);
  if (line !== undefined) add('(cell_index / cast(? as integer)) % cast(? as integer) = ?', line.stride, line.size, line.place);
  for (const { stride, size, place } of exceptLines) add('(cell_index / cast(? as integer)) % cast(? as integer) <> ?', stride, size, place);
  if (from !== undefined) add(`state in (${placesFor(from)})`, ...from);
  if (reason !== undefined) add('reason = ?', reason);
  if (hasRecipe === true) add('recipe_key is not null');
  return { sql: parts.map((part) => part.sql).join(' and '), values: parts.flatMap((part) => part.values) };
}

/** Whether a cell is one of a line's, as `conditionOf` asks the database. */
export function isOnLine(cellIndex: number, { stride, size, place }: CellLine): boolean {
  return Math.floor(cellIndex / stride) % size === place;
}

function placesFor(list: readonly unknown[]): string {
  return list.map(() => '?').join(', ');
}
