import { Injectable } from '@nestjs/common';
import { Counter, Histogram, Registry, Summary } from 'prom-client';
import type { AttemptFailure } from '../database/entities/attempt.entity.js';

const latencyBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const phaseBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 900];
/** Quantiles are of the last minutes alone, told anew in parts. */
const quantileAge = { maxAgeSeconds: 600, ageBuckets: 5, pruneAgedBuckets: true };

export const phases = ['wait', 'load', 'draw', 'collect'] as const;

/** Parts of a cell's drawing in milliseconds; what nobody saw is left out. */
export type PhasesMs = Partial<Record<`${(typeof phases)[number]}Ms`, number>>;

/** What this process measures of itself while it works. Whoever does something notes it here; whoever scrapes reads the registry. */
@Injectable()
export class Meters {
  readonly registry = new Registry();
  private readonly requests = new Histogram({ name: 'gridscope_http_request_seconds', help: 'Time from a request to the end of its answer, by route pattern', labelNames: ['method', 'route', 'status'], buckets: latencyBuckets, registers: [this.registry] });
  private readonly quantiles = new Summary({ name: 'gridscope_http_request_quantile_seconds', help: 'The same over the last ten minutes: p50, p95 and p99 of this process', labelNames: ['method', 'route'], percentiles: [0.5, 0.95, 0.99], ...quantileAge, registers: [this.registry] });
  private readonly cells = new Histogram({ name: 'gridscope_cell_seconds', help: 'Time that cells drawn by this process took, by phase and server', labelNames: ['phase', 'server'], buckets: phaseBuckets, registers: [this.registry] });
  private readonly attempts = new Counter({ name: 'gridscope_attempts_total', help: 'Attempts of this process that ended, by how, and by what went wrong', labelNames: ['outcome', 'failure', 'server'], registers: [this.registry] });
  private readonly retries = new Counter({ name: 'gridscope_retries_total', help: 'Cells that this process put back to be drawn again by themselves, by what went wrong', labelNames: ['failure'], registers: [this.registry] });

  request({ method, route, status, seconds }: { method: string; route: string; status: number; seconds: number }): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
    this.quantiles.observe({ method, route }, seconds);
  }

  drawn(server: string, times: PhasesMs): void {
    this.attempts.inc({ outcome: 'done', failure: '', server });
    for (const phase of phases) {
      const timeMs = times[`${phase}Ms`];
      if (timeMs !== undefined) this.cells.observe({ phase, server }, timeMs / 1_000);
    }
  }

  /** `again`: it is tried again by itself. */
  failed(server: string, failure: AttemptFailure, next: 'again' | 'pause' | 'fail'): void {
    this.attempts.inc({ outcome: next === 'fail' ? 'failed' : 'lost', failure, server });
    if (next === 'again') this.retries.inc({ failure });
  }
}
