/** A clock that stands still until a test moves it. Fits every `{ nowMs, after }`. */
export class ManualClock {
  private timeMs = 0;
  private readonly timers = new Set<{ atMs: number; callback: () => void }>();

  nowMs(): number {
    return this.timeMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.timeMs + delayMs, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Milliseconds until each call that is due, soonest first. */
  get dueInMs(): number[] {
    return [...this.timers].map((timer) => timer.atMs - this.timeMs).toSorted((a, b) => a - b);
  }

  /** Moves on, calling back in order what becomes due, calls made on the way included. */
  advance(byMs: number): void {
    const untilMs = this.timeMs + byMs;
    for (;;) {
      const next = [...this.timers].filter((timer) => timer.atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.timers.delete(next);
      this.timeMs = next.atMs;
      next.callback();
    }
    this.timeMs = untilMs;
  }
}
