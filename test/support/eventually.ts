/** Waits until something is true, looking every 20 ms; says what was not true when it takes longer than `timeoutMs` (30 s). */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>, timeoutMs = 30_000): Promise<T> {
  const untilMs = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > untilMs) throw new Error(`after ${timeoutMs / 1_000} s it was still not true that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
