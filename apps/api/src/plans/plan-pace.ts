import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';

/** So many of the cells that changed last are looked at; those that were drawn count. */
const looksAt = 60;
/** Nothing drawn for so long, and for far longer than usual, was a pause and no slowness. */
const shortestPauseMs = 10_000;
const pauseFactor = 10;

/** How fast plans go: wall clock a cell over the last cells drawn, whoever drew them. */
@Injectable()
export class PlanPace {
  private readonly known = new Map<string, { sequence: number; secondsPerCell: number | undefined }>();

  constructor(private readonly em: EntityManager) {}

  /** Undefined until two cells were drawn since the last pause. A pace belongs to a sequence: as long as that stands, nothing is asked again. */
  async secondsPerCell({ id, sequence }: { id: string; sequence: number }): Promise<number | undefined> {
    const known = this.known.get(id);
    if (known?.sequence === sequence) return known.secondsPerCell;
    const rows: { finishedAt: number | string }[] = await this.em.fork().execute(
      `select a.finished_at as "finishedAt" from (select take_id, state, origin from cell where plan_id = ? order by sequence desc limit ${looksAt}) as c
        join attempt as a on a.take_id = c.take_id where c.state = 'done' and c.origin = 'drawn' and a.state = 'done'`,
      [id],
    );
    const secondsPerCell = paceOf(rows.map((row) => Number(row.finishedAt)));
    this.known.set(id, { sequence, secondsPerCell });
    return secondsPerCell;
  }
}

/** Seconds a cell from the times at which cells were finished, UTC milliseconds in any order; undefined where fewer than two are left after the last pause. */
export function paceOf(finishedAtMs: readonly number[]): number | undefined {
  const times = [...finishedAtMs].sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, place) => time - (times[place] ?? time));
  const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const pause = gaps.findLastIndex((gap) => gap > shortestPauseMs && gap > usual * pauseFactor);
  const since = gaps.slice(pause + 1);
  return since.length === 0 ? undefined : since.reduce((sum, gap) => sum + gap, 0) / since.length / 1_000;
}
