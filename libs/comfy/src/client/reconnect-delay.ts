const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/** Milliseconds until the next attempt: doubled each time up to 30 s, half of it drawn by chance, so that many clients do not come back at once. */
export function reconnectDelayMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 10));
  return full / 2 + (full / 2) * random;
}
