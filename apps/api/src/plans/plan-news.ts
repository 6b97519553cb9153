import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { PlanProgress } from '@gridscope/contract';
import { Bus } from '../bus/bus.js';
import { EventsService } from '../events/events.service.js';
import { CellViews } from './cell-views.js';
import { PlanViews } from './plan-views.js';

/** Long enough to gather what comes together, short enough to feel live. */
const cellsEveryMs = 40;
const planEveryMs = 250;
const chunk = 1_000;

/**
 * Tells the browser what changed in plans, after the commit: cells as they now are, gathered, and the plan's progress, thinned out. Of
 * several processes that change one plan, whichever tells first tells what all did, and the others go on behind it. Nothing is lost with
 * a process that ends before it told: the next one tells it, and a page that misses numbers asks for them.
 */
@Injectable()
export class PlanNews implements OnModuleDestroy {
  private readonly logger = new Logger('plans');
  /** Plan → sequence up to which everything was told. */
  private readonly toldUpTo = new Map<string, number>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** Plan → its tellings so far: they never overtake each other. */
  private readonly tellings = new Map<string, Promise<void>>();
  private readonly listeners = new Set<(plan: PlanProgress) => Promise<void>>();
  private readonly stopListening: () => void;
  private isClosed = false;

  constructor(
    private readonly events: EventsService,
    private readonly cells: CellViews,
    private readonly plans: PlanViews,
    private readonly bus: Bus,
  ) {
    this.stopListening = bus.on('cells-told', ({ planId, upTo }) => {
      // Where nothing of it is to be told here, the next change says where to begin.
      if (this.toldUpTo.has(planId)) this.noteTold(planId, upTo);
    });
    events.serveCatchUp((planId, after) => this.changesAfter(planId, after));
  }

  onModuleDestroy(): void {
    this.isClosed = true;
    this.stopListening();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** Cells changed; `before` is the plan's sequence before the first of them. */
  cellsChanged(planId: string, before: number): void {
    if (!this.toldUpTo.has(planId)) this.toldUpTo.set(planId, before);
    this.later('cells', planId, cellsEveryMs, () => this.tellCells(planId));
    this.planChanged(planId);
  }

  planChanged(planId: string): void {
    this.later('plan', planId, planEveryMs, () => this.tellPlan(planId));
  }

  /** Hears of each plan whose progress was just told. */
  onPlanTold(listener: (plan: PlanProgress) => Promise<void>): void {
    this.listeners.add(listener);
  }

  private async tellCells(planId: string): Promise<void> {
    let after = this.toldUpTo.get(planId) ?? 0;
    for await (const cells of this.changesAfter(planId, after)) {
      this.events.publish({ type: 'cells-changed', planId, cells, after });
      after = cells.at(-1)?.sequence ?? after;
      this.noteTold(planId, after);
      // Only now: a process that ends in between has told it twice rather than not at all.
      this.bus.publish({ type: 'cells-told', planId, upTo: after });
    }
  }

  private noteTold(planId: string, upTo: number): void {
    this.toldUpTo.set(planId, Math.max(upTo, this.toldUpTo.get(planId) ?? 0));
  }

  /** Its cells first: a plan is not said to be done before they are. */
  private async tellPlan(planId: string): Promise<void> {
    if (this.toldUpTo.has(planId)) await this.tellCells(planId);
    const plan = await this.plans.progress(planId);
    if (plan === undefined) return;
    this.events.publish({ type: 'plan-changed', plan });
    for (const listener of this.listeners) await listener(plan);
  }

  private async *changesAfter(planId: string, after: number) {
    for (let from = after; ; ) {
      const { cells, isAll, last } = await this.cells.after(planId, from, chunk);
      if (cells.length > 0) yield cells;
      if (isAll) return;
      from = last;
    }
  }

  /** One telling of a kind is planned at a time; what comes meanwhile is in it. */
  private later(kind: 'cells' | 'plan', planId: string, delayMs: number, tell: () => Promise<void>): void {
    const name = `${kind} ${planId}`;
    if (this.isClosed || this.timers.has(name)) return;
    this.timers.set(name, setTimeout(() => {
      this.timers.delete(name);
      const before = this.tellings.get(planId) ?? Promise.resolve();
      this.tellings.set(planId, before.then(tell).catch((error: unknown) => {
        if (!this.isClosed) this.logger.error(error);
      }));
    }, delayMs));
  }
}
