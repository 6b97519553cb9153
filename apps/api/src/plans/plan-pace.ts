import { Injectable } from '@nestjs/common';

const looksAt = 20;

/** How fast plans go: wall clock a cell over the last cells drawn. In memory: after a restart it is measured anew. */
@Injectable()
export class PlanPace {
  private readonly finished = new Map<string, number[]>();

  note(planId: string, atMs: number): void {
    const times = [...(this.finished.get(planId) ?? []), atMs].slice(-looksAt - 1);
    this.finished.set(planId, times);
  }

  /** A pause is no slowness: what was drawn before it does not count. */
  forget(planId: string): void {
    this.finished.delete(planId);
  }

  /** Undefined until two cells were drawn. */
  secondsPerCell(planId: string): number | undefined {
    const times = this.finished.get(planId) ?? [];
    const first = times[0];
    const last = times.at(-1);
    return times.length < 2 || first === undefined || last === undefined ? undefined : (last - first) / (times.length - 1) / 1_000;
  }
}
