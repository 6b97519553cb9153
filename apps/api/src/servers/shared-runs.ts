/** Does a piece of work, never twice at once: calls that come while it is done share the next run, which begins after their call. */
export class SharedRuns {
  private current: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly work: () => Promise<void>) {}

  /** Resolves when a run that began after this call has ended; throws what it threw. */
  run(): Promise<void> {
    if (this.current === undefined) return this.begin();
    this.next ??= this.current.catch(() => undefined).then(() => {
      this.next = undefined;
      return this.begin();
    });
    return this.next;
  }

  private begin(): Promise<void> {
    this.current = this.work().finally(() => {
      this.current = undefined;
    });
    return this.current;
  }
}
