import type { Json } from '@gridscope/comfy';
import type { Prompt } from '../nodes/node.js';
import { Heap } from './heap.js';
import type { RunOutcome, StatusMessage } from './run-message.js';

/** A job as it waits and runs. */
export interface QueuedPrompt {
  number: number;
  promptId: string;
  prompt: Prompt;
  extraData: Record<string, Json>;
  outputs: string[];
}

export interface HistoryEntry {
  job: QueuedPrompt;
  outputs: Record<string, Json>;
  meta: Record<string, Json>;
  status: { isSuccess: boolean; messages: StatusMessage[] };
}

const historyLimit = 10_000;

/** What waits, what runs and what has run (facts §1.4, §1.7). Every change is announced, because ComfyUI sends `status` for each. */
export class PromptQueue {
  private readonly pending = new Heap<QueuedPrompt>(isBefore);
  private readonly running = new Map<string, QueuedPrompt>();
  private readonly finished = new Map<string, HistoryEntry>();

  constructor(private readonly onChange: () => void) {}

  /** Pending and running together. */
  get remaining(): number {
    return this.pending.size + this.running.size;
  }

  get runningJobs(): QueuedPrompt[] {
    return [...this.running.values()];
  }

  /** In heap order. */
  get pendingJobs(): readonly QueuedPrompt[] {
    return this.pending.raw;
  }

  /** Oldest first. */
  get history(): ReadonlyMap<string, HistoryEntry> {
    return this.finished;
  }

  /** Throws TypeError for a job with number and id of a waiting one, which is queued all the same. */
  put(job: QueuedPrompt): void {
    this.pending.push(job);
    this.onChange();
  }

  take(): QueuedPrompt | undefined {
    const job = this.pending.pop();
    if (job === undefined) return undefined;
    this.running.set(job.promptId, job);
    this.onChange();
    return job;
  }

  done(job: QueuedPrompt, outcome: RunOutcome): void {
    this.running.delete(job.promptId);
    if (this.finished.size > historyLimit) this.forgetOldest();
    this.finished.set(job.promptId, { job, outputs: outcome.outputs, meta: outcome.meta, status: { isSuccess: outcome.isSuccess, messages: outcome.messages } });
    this.onChange();
  }

  clear(): void {
    this.pending.clear();
    this.onChange();
  }

  /** Takes a waiting job out; says whether there was one. */
  remove(promptId: string): boolean {
    const wasAlone = this.pending.size === 1;
    const wasThere = this.pending.remove((job) => job.promptId === promptId);
    if (wasThere) this.onChange();
    // The last one is taken out by wiping the queue, which announces itself too.
    if (wasThere && wasAlone) this.onChange();
    return wasThere;
  }

  forget(promptId: string): void {
    this.finished.delete(promptId);
  }

  forgetAll(): void {
    this.finished.clear();
  }

  private forgetOldest(): void {
    const [oldest] = this.finished.keys();
    if (oldest !== undefined) this.finished.delete(oldest);
  }
}

function isBefore(first: QueuedPrompt, second: QueuedPrompt): boolean {
  if (first.number !== second.number) return first.number < second.number;
  if (first.promptId !== second.promptId) return first.promptId < second.promptId;
  throw new TypeError("'<' not supported between instances of 'dict' and 'dict'");
}
