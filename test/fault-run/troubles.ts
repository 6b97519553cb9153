interface Trouble { subject: string; fromMs: number; untilMs: number }

/** When something was kept from working on purpose: an engine by its name, `disk`, `leases`, a process by its name. */
export class Troubles {
  private readonly all: Trouble[] = [];

  /** From now on until the returned function is called. */
  begin(subject: string): () => void {
    const trouble = { subject, fromMs: Date.now(), untilMs: Number.POSITIVE_INFINITY };
    this.all.push(trouble);
    return () => {
      trouble.untilMs = Date.now();
    };
  }

  /** Whether one of the subjects was in trouble at some time between; both ends included. */
  touched(subjects: readonly string[], fromMs: number, untilMs: number): boolean {
    return this.all.some((trouble) => subjects.includes(trouble.subject) && trouble.fromMs <= untilMs && trouble.untilMs >= fromMs);
  }
}
