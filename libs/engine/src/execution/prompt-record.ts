import { appendFileSync } from 'node:fs';

/** A line of the record; times are Unix milliseconds. */
export type RecordedEvent =
  /** `held`: prompts that wait or run there, this one included. */
  | { event: 'put'; atMs: number; promptId: string; held: number }
  | { event: 'start'; atMs: number; promptId: string }
  /** A model had to be loaded; `folder/name`. */
  | { event: 'load'; atMs: number; promptId: string; model: string }
  /** In the history from now on. */
  | { event: 'end'; atMs: number; promptId: string; isSuccess: boolean };

/** An event before its time is put to it. */
export type UntimedEvent = RecordedEvent extends infer Event ? (Event extends RecordedEvent ? Omit<Event, 'atMs'> : never) : never;

/** What became of every prompt, as JSON lines in a file that outlives the engine: written at once, so that a kill loses no line. */
export class PromptRecord {
  constructor(private readonly path: string | undefined) {}

  note(event: UntimedEvent): void {
    if (this.path !== undefined) appendFileSync(this.path, `${JSON.stringify({ ...event, atMs: Date.now() })}\n`);
  }
}
