interface Book {
  /** What was given to the server and is not finished, in order: how long each should take. */
  expectedSeconds: number[];
  /** Since when it works on the first of them, UTC milliseconds. */
  sinceMs: number;
  modelKey?: string | undefined;
  planId?: string | undefined;
}

/** A prompt that takes longer than expected has at least this part of its time before it. */
const leastPart = 0.1;

/** What each server was given last, to guess how long it will be busy. Where nothing was noted, as after a restart, every prompt counts the same. */
export class ServerBooks {
  private readonly books = new Map<string, Book>();

  /** The server was given a cell. */
  note(serverId: string, cell: { seconds: number; modelKey: string; planId: string }, nowMs: number): void {
    const book = this.bookOf(serverId, nowMs);
    if (book.expectedSeconds.length === 0) book.sinceMs = nowMs;
    book.expectedSeconds.push(cell.seconds);
    book.modelKey = cell.modelKey;
    book.planId = cell.planId;
  }

  /** The server holds so many prompts now; one that was not noted takes `secondsPerCell`. */
  count(serverId: string, held: number, secondsPerCell: number, nowMs: number): void {
    const book = this.bookOf(serverId, nowMs);
    const finished = book.expectedSeconds.length - held;
    if (finished > 0) {
      book.expectedSeconds.splice(0, finished);
      book.sinceMs = nowMs;
    }
    while (book.expectedSeconds.length < held) book.expectedSeconds.unshift(secondsPerCell);
  }

  /** About how long until it has finished what it holds. */
  busySeconds(serverId: string, nowMs: number): number {
    const book = this.books.get(serverId);
    const [first, ...others] = book?.expectedSeconds ?? [];
    if (book === undefined || first === undefined) return 0;
    const left = Math.max(first * leastPart, first - (nowMs - book.sinceMs) / 1_000);
    return others.reduce((sum, seconds) => sum + seconds, left);
  }

  /** Models and plan of the cell that it was given last. */
  lastOf(serverId: string): Pick<Book, 'modelKey' | 'planId'> {
    return this.books.get(serverId) ?? {};
  }

  clear(): void {
    this.books.clear();
  }

  private bookOf(serverId: string, nowMs: number): Book {
    const book = this.books.get(serverId) ?? { expectedSeconds: [], sinceMs: nowMs };
    this.books.set(serverId, book);
    return book;
  }
}
