/** A look at a server's queue. */
export interface QueueLook {
  running: readonly string[];
  pending: readonly string[];
}

/** How far a prompt of ours is known to have come: on its way, begun, or at work on a node. */
export type PromptSign = 'sent' | 'started' | 'working';

interface Heard {
  atMs: number;
  sign: PromptSign;
}

/** A node may load many gigabytes or decode a long video without a word: so many times the patience is given to it. */
const nodePatience = 30;
const mostHeard = 200;

/** Watches whether a queue moves. A ComfyUI whose worker thread died goes on accepting prompts and never runs one (github.com/Comfy-Org/ComfyUI issue 16312). */
export class QueueWatch {
  private last: QueueLook | undefined;
  /** Since when nothing ran although something waited, or the same prompt has run. */
  private stillSinceMs: number | undefined;
  private readonly heard = new Map<string, Heard>();

  constructor(private readonly stuckMs: number) {}

  /** A prompt that this process follows gave a sign of life. */
  hear(promptId: string, sign: PromptSign, atMs: number): void {
    this.heard.delete(promptId);
    this.heard.set(promptId, { atMs, sign });
    const oldest = this.heard.keys().next().value;
    if (this.heard.size > mostHeard && oldest !== undefined) this.heard.delete(oldest);
  }

  /** Notes a look; true where something has begun or ended to run since the look before. */
  note(look: QueueLook, atMs: number): boolean {
    const hasRun = this.last !== undefined && !isSame(this.last.running, look.running);
    const hasMoved = hasRun || !holdsAll(look.pending, this.last?.pending ?? []);
    this.last = { running: [...look.running], pending: [...look.pending] };
    if (look.running.length + look.pending.length === 0) this.stillSinceMs = undefined;
    else if (hasMoved || this.stillSinceMs === undefined) this.stillSinceMs = atMs;
    return hasRun;
  }

  /** It was away: what it held is another matter when it comes back. */
  forget(): void {
    this.last = undefined;
    this.stillSinceMs = undefined;
    this.heard.clear();
  }

  /** Since when it has been stuck with a prompt of ours; undefined where it is not. */
  stuckSince(ours: ReadonlySet<string>, nowMs: number): number | undefined {
    const { running, pending } = this.last ?? { running: [], pending: [] };
    if (this.stillSinceMs === undefined || ![...running, ...pending].some((id) => ours.has(id))) return undefined;
    // Another process follows it, and knows better.
    if (running.some((id) => ours.has(id) && !this.heard.has(id))) return undefined;
    const heard = running.map((id) => this.heard.get(id)).filter((known) => known !== undefined);
    const sinceMs = Math.max(this.stillSinceMs, ...heard.map((known) => known.atMs));
    const hasDiedAtOnce = running.length === 0 || heard.some((known) => known.sign === 'started');
    return nowMs - sinceMs >= (hasDiedAtOnce ? this.stuckMs : this.stuckMs * nodePatience) ? sinceMs : undefined;
  }
}

function isSame(before: readonly string[], now: readonly string[]): boolean {
  return before.length === now.length && holdsAll(now, before);
}

function holdsAll(ids: readonly string[], wanted: readonly string[]): boolean {
  const there = new Set(ids);
  return wanted.every((id) => there.has(id));
}
