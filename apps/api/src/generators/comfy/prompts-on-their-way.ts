/** Prompts that were sent and of which no server has said yet that it has them. They cannot be called back: whoever would stop one waits until it has arrived. */
export class PromptsOnTheirWay {
  private readonly byId = new Map<string, Promise<void>>();

  /** Throws what sending throws, and the signal's reason at once; the prompt is on its way all the same then. */
  async send(promptId: string, sending: Promise<unknown>, signal: AbortSignal): Promise<void> {
    // Why it did not arrive is told to whoever sends it.
    const over = sending.then(() => undefined, () => undefined);
    this.byId.set(promptId, over);
    void over.then(() => this.byId.delete(promptId));
    await unlessAborted(sending, signal);
  }

  /** Resolves when it is not on its way, whether it arrived or not. Throws the signal's reason. */
  async arrived(promptId: string, signal: AbortSignal): Promise<void> {
    await unlessAborted(this.byId.get(promptId) ?? Promise.resolve(), signal);
  }
}

async function unlessAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    over.abort();
  }
}
