/** Writes something down a moment later, unless what comes right behind makes it needless. */
export class DelayedWrite {
  private timer: NodeJS.Timeout | undefined;
  private written: Promise<void> | undefined;

  constructor(
    private readonly delayMs: number,
    private readonly write: () => Promise<void>,
  ) {}

  /** A second call does nothing. */
  note(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.written = this.write();
      // Heard of in `settle`; until then it must not count as unhandled.
      this.written.catch(() => undefined);
    }, this.delayMs);
  }

  /** After this nothing is written any more. Throws what writing threw. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    await this.written;
  }
}
