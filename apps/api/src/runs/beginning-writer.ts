/** A run shorter than this is not shown as running: its end is written at once. */
const patienceMs = 30;

/** Writes down that a server has begun, unless the end comes right behind. */
export class BeginningWriter {
  private timer: NodeJS.Timeout | undefined;
  private written: Promise<void> | undefined;

  constructor(private readonly write: () => Promise<void>) {}

  note(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.written = this.write();
      // Heard of in `settle`; until then it must not count as unhandled.
      this.written.catch(() => undefined);
    }, patienceMs);
  }

  /** After this nothing is written any more. Throws what writing threw. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    await this.written;
  }
}
