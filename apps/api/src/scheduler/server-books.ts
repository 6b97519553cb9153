/** How fast a server is, in seconds. */
export interface BookedPace {
  secondsPerStep: number;
  secondsPerLoad: number;
}

interface Booked {
  steps: number;
  isLoad: boolean;
}

interface Book {
  /** What was given to the server and is not finished, in order. */
  held: Booked[];
  /** Since when it works on the first of them, UTC milliseconds. */
  sinceMs: number;
  modelKey?: string | undefined;
  planId?: string | undefined;
}

/** A prompt that takes longer than expected has at least this part of its time before it. */
const leastPart = 0.1;

/** What each server was given last, to guess how long it will be busy. Where nothing was noted, as after a restart, a prompt counts as one step. */
export class ServerBooks {
  private readonly books = new Map<string, Book>();

  /** The server was given a cell. */
  note(serverId: string, cell: Booked & { modelKey: string; planId: string }, nowMs: number): void {
    const book = this.bookOf(serverId, nowMs);
    if (book.held.length === 0) book.sinceMs = nowMs;
    book.held.push({ steps: cell.steps, isLoad: cell.isLoad });
    book.modelKey = cell.modelKey;
    book.planId = cell.planId;
  }

  /** The server holds so many prompts now. */
  count(serverId: string, held: number, nowMs: number): void {
    const book = this.bookOf(serverId, nowMs);
    const finished = book.held.length - held;
    if (finished > 0) {
      book.held.splice(0, finished);
      book.sinceMs = nowMs;
    }
    while (book.held.length < held) book.held.unshift({ steps: 1, isLoad: false });
  }

  /** About how long until it has finished what it holds, by what is known of its pace now. */
  busySeconds(serverId: string, pace: BookedPace, nowMs: number): number {
    const book = this.books.get(serverId);
    const [first, ...others] = (book?.held ?? []).map(({ steps, isLoad }) => steps * pace.secondsPerStep + (isLoad ? pace.secondsPerLoad : 0));
    if (book === undefined || first === undefined) return 0;
    const goneSeconds = (nowMs - book.sinceMs) / 1_000;
    // As long again as it is late: who is very late is not waited for while others stand idle.
    const left = Math.max(first * leastPart, Math.abs(first - goneSeconds));
    const slowness = first > 0 ? Math.max(1, goneSeconds / first) : 1;
    return others.reduce((sum, seconds) => sum + seconds * slowness, left);
  }

  /** Models and plan of the cell that it was given last. */
  lastOf(serverId: string): Pick<Book, 'modelKey' | 'planId'> {
    return this.books.get(serverId) ?? {};
  }

  clear(): void {
    this.books.clear();
  }

  private bookOf(serverId: string, nowMs: number): Book {
    const book = this.books.get(serverId) ?? { held: [], sinceMs: nowMs };
    this.books.set(serverId, book);
    return book;
  }
}
