import type { RecordedEvent } from '@gridscope/engine';
import type { FaultedEngine } from './engines.js';
import type { Row, Rows } from './rows.js';
import type { Troubles } from './troubles.js';

/** The engines with what they wrote down themselves. */
export interface Witnesses {
  engines: readonly Pick<FaultedEngine, 'name' | 'record'>[];
}

/** A prompt that an engine ran to its end. */
interface Ran {
  engine: string;
  promptId: string;
  putAtMs: number;
  endAtMs: number;
}

/** Drawn or stored more than once, a sentence each. */
export async function findDoubled({ engines }: Witnesses, rows: Pick<Rows, 'all'>, troubles: Pick<Troubles, 'touched'>): Promise<string[]> {
  const ran = engines.flatMap(({ name, record }) => ranTo(name, record()));
  const attempts = await rows.all('select take_id, prompt_id from attempt');
  const takeOf = new Map(attempts.map((row) => [String(row['prompt_id']), String(row['take_id'])]));
  return [...(await storedTwice(rows)), ...strays(ran, takeOf), ...sameTwice(ran), ...drawnTwice(ran, takeOf, troubles)];
}

/** Statements that hold for each row they find. */
const checks: readonly [string, string][] = [
  ['a take was stored twice', `select take_id from attempt where state = 'done' group by take_id having count(*) > 1`],
  ['a recipe has two takes', `select recipe_key from take where state = 'done' group by recipe_key having count(*) > 1`],
  ['a take of one picture has more', `select take_id from output group by take_id having count(*) > 1`],
  ['a cell is there twice', 'select plan_id, cell_index from cell group by plan_id, cell_index having count(*) > 1'],
];

async function storedTwice(rows: Pick<Rows, 'all'>): Promise<string[]> {
  const found: string[] = [];
  for (const [what, sql] of checks) found.push(...(await rows.all(sql)).map((row: Row) => `${what}: ${JSON.stringify(row)}`));
  return found;
}

function ranTo(engine: string, events: readonly RecordedEvent[]): Ran[] {
  const putAt = new Map<string, number>();
  const ran: Ran[] = [];
  for (const event of events) {
    if (event.event === 'put') putAt.set(event.promptId, event.atMs);
    if (event.event === 'end' && event.isSuccess) ran.push({ engine, promptId: event.promptId, putAtMs: putAt.get(event.promptId) ?? event.atMs, endAtMs: event.atMs });
  }
  return ran;
}

function strays(ran: readonly Ran[], takeOf: ReadonlyMap<string, string>): string[] {
  return ran.filter(({ promptId }) => !takeOf.has(promptId)).map(({ engine, promptId }) => `${engine} ran prompt ${promptId}, which no attempt sent`);
}

function sameTwice(ran: readonly Ran[]): string[] {
  return groups(ran, ({ promptId }) => promptId).filter((times) => times.length > 1).map(([first]) => `prompt ${first?.promptId} ran twice`);
}

/** Drawn again although the engine that had drawn it was in reach all the time: its picture was there to be fetched. */
function drawnTwice(ran: readonly Ran[], takeOf: ReadonlyMap<string, string>, troubles: Pick<Troubles, 'touched'>): string[] {
  const byTake = groups(ran.filter(({ promptId }) => takeOf.has(promptId)), ({ promptId }) => takeOf.get(promptId) ?? '');
  return byTake.flatMap((times) => {
    const inOrder = [...times].sort((a, b) => a.putAtMs - b.putAtMs);
    return inOrder.slice(1).flatMap((second, place) => {
      const first = inOrder[place];
      if (first === undefined || first.promptId === second.promptId) return [];
      const wasInReach = !troubles.touched([first.engine, 'disk'], first.putAtMs, Math.max(first.endAtMs, second.putAtMs));
      return wasInReach ? [`take ${takeOf.get(first.promptId)} was drawn by ${first.engine} (${first.promptId}) and again by ${second.engine} (${second.promptId})`] : [];
    });
  });
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return [...found.values()];
}
