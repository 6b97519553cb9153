import type { SchedulableServer } from '@gridscope/grid';
import type { SimulatedServer } from './simulated-plan.js';

interface Prompt {
  modelKey: string;
  beginsAt: number;
  endsAt: number;
}

/** What one server did and will do, one prompt after the other. */
export class ServerTimeline {
  loads = 0;
  overSeats = 0;
  private readonly prompts: Prompt[] = [];
  private idleSpans: { from: number; until: number }[] = [];
  private modelKey: string | undefined;

  constructor(private readonly server: SimulatedServer, private readonly isCold: boolean) {}

  get id(): string {
    return this.server.id;
  }

  take(modelKey: string, now: number): void {
    const beginsAt = Math.max(now, this.endsAt);
    const mustLoad = modelKey !== this.modelKey;
    if (mustLoad) this.loads += 1;
    if (this.prompts.length > 0 && beginsAt > this.endsAt) this.idleSpans.push({ from: this.endsAt, until: beginsAt });
    this.modelKey = modelKey;
    this.prompts.push({ modelKey, beginsAt, endsAt: beginsAt + (mustLoad ? this.server.secondsPerLoad : 0) + this.server.secondsPerCell });
    if (this.held(now) > this.server.seats) this.overSeats += 1;
  }

  /** As the scheduler sees it. A cold server's speeds are known from its first picture on. */
  seenAt(now: number): SchedulableServer {
    const { id, seats, secondsPerCell, secondsPerLoad } = this.server;
    const isKnown = !this.isCold || this.prompts.some((prompt) => prompt.endsAt <= now);
    const seen = { id, freeSeats: seats - this.held(now), busySeconds: Math.max(0, this.endsAt - now), modelKey: this.modelKey, planId: 'plan' };
    return isKnown ? { ...seen, secondsPerStep: secondsPerCell, secondsPerLoad } : seen;
  }

  /** When the next of its prompts ends; Infinity: it holds none. */
  nextEnd(now: number): number {
    return this.prompts.find((prompt) => prompt.endsAt > now)?.endsAt ?? Infinity;
  }

  /** How much of the time from its first prompt until `until` it was at work; 1 where it had none. */
  busyUntil(until: number): number {
    const first = this.prompts[0]?.beginsAt ?? until;
    if (first >= until) return 1;
    const spans = [...this.idleSpans, { from: this.endsAt, until }];
    const idle = spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.until, until) - span.from), 0);
    return 1 - idle / (until - first);
  }

  private get endsAt(): number {
    return this.prompts.at(-1)?.endsAt ?? 0;
  }

  private held(now: number): number {
    return this.prompts.filter((prompt) => prompt.endsAt > now).length;
  }
}
