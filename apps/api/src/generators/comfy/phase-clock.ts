import type { Progress } from '@gridscope/comfy/client';
import type { PhaseTimes } from '../generator.js';

/** Tells waiting, loading and drawing apart: the server begins, its sampler takes a first step, it ends. */
export class PhaseClock {
  private startedAtMs: number | undefined;
  private firstStepAtMs: number | undefined;

  constructor(private readonly sentAtMs: number) {}

  note(progress: Progress, nowMs: number): void {
    if (progress.kind === 'started') this.startedAtMs ??= nowMs;
    if (progress.kind === 'step') this.firstStepAtMs ??= nowMs;
  }

  /** `times`: the server's own, of which only the difference is used, its clock being another. Phases that nobody saw are left out. */
  phases(times: { startedAtMs?: number; endedAtMs?: number }): PhaseTimes {
    const wholeMs = times.startedAtMs === undefined || times.endedAtMs === undefined ? undefined : Math.max(0, times.endedAtMs - times.startedAtMs);
    if (this.startedAtMs === undefined) return wholeMs === undefined ? {} : { drawMs: wholeMs };
    const waitMs = Math.max(0, this.startedAtMs - this.sentAtMs);
    if (wholeMs === undefined) return { waitMs };
    const loadMs = this.firstStepAtMs === undefined ? 0 : Math.min(wholeMs, this.firstStepAtMs - this.startedAtMs);
    return { waitMs, loadMs, drawMs: wholeMs - loadMs };
  }
}
