import type { BinaryFrame } from '../protocol/binary-frame.js';
import type { SocketMessage } from '../protocol/socket-message.js';
import { readRunError, type RunError } from './finished-run.js';

/** What the socket tells of a run while it lasts. Hints: any of them may be lost. Node ids are those of the prompt sent. */
export type Progress =
  | { kind: 'started' }
  | { kind: 'node'; nodeId: string }
  /** `value` of `max` steps; may be fractions. */
  | { kind: 'step'; nodeId: string | undefined; value: number; max: number }
  | { kind: 'preview'; bytes: Uint8Array; contentType: string };

/** What is known of one run from the socket, and who listens. */
export class RunRecord {
  /** Goes up with every reason to look at the history again. */
  wakes = 0;
  hasEnded = false;
  /** We asked the server to stop it. */
  isCancelled = false;
  /** Who waits for its end. */
  followers = 0;
  /** Blocked branches: told only here, never in the history, and the run still counts as a success. */
  readonly blocked: RunError[] = [];
  private readonly latest = new Map<Progress['kind'], Progress>();
  private readonly listeners = new Set<(progress: Progress) => void>();
  private readonly waiting = new Set<() => void>();

  constructor(readonly promptId: string, public heardAtMs: number, readonly isOurs: boolean) {}

  /** Says again where the run stands, then everything that comes. Returns how to stop. */
  follow(listener: (progress: Progress) => void): () => void {
    for (const progress of this.latest.values()) listener(progress);
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(progress: Progress): void {
    if (progress.kind === 'started' || progress.kind === 'node') this.latest.set(progress.kind, progress);
    for (const listener of this.listeners) listener(progress);
  }

  wake(): void {
    this.wakes += 1;
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }

  /** Resolves as soon as there were more wakes than the caller has seen. */
  async woken(seen: number, stop: AbortSignal): Promise<void> {
    if (this.wakes > seen || stop.aborted) return;
    await new Promise<void>((resolve) => {
      this.waiting.add(resolve);
      stop.addEventListener('abort', () => { this.waiting.delete(resolve); resolve(); }, { once: true });
    });
  }
}

/** Most runs remembered that nobody asked about again. */
const MOST_RECORDS = 500;

/** Sorts what comes over one socket by run. */
export class RunNews {
  private readonly records = new Map<string, RunRecord>();
  /** The run that frames without an id belong to: servers draw one prompt at a time. */
  private runningId: string | undefined;

  constructor(private readonly nowMs: () => number) {}

  /** The record of a run, begun when there is none. `isOurs`: this client sent it, so its socket is told of it. */
  of(promptId: string, { isOurs }: { isOurs: boolean }): RunRecord {
    const known = this.records.get(promptId);
    if (known !== undefined) return known;
    const record = new RunRecord(promptId, this.nowMs(), isOurs);
    this.forgetOldest();
    this.records.set(promptId, record);
    return record;
  }

  /** Forgets a run that nobody waits for any more. */
  drop(record: RunRecord): void {
    if (record.followers === 0) this.records.delete(record.promptId);
  }

  /** After a gap anything may have happened: everybody looks again. */
  wakeAll(): void {
    for (const record of this.records.values()) record.wake();
  }

  take(message: SocketMessage): void {
    const promptId = promptIdOf(message) ?? this.runningId;
    this.noteRunning(message, promptId);
    const record = promptId === undefined ? undefined : this.records.get(promptId);
    if (record === undefined) return;
    record.heardAtMs = this.nowMs();
    takeFor(record, message);
  }

  takeFrame(frame: BinaryFrame): void {
    if (frame.kind !== 'preview') return;
    const record = this.records.get(frame.promptId ?? this.runningId ?? '');
    if (record === undefined) return;
    record.heardAtMs = this.nowMs();
    record.tell({ kind: 'preview', bytes: frame.bytes, contentType: frame.contentType });
  }

  private noteRunning(message: SocketMessage, promptId: string | undefined): void {
    if (message.type === 'execution_start') this.runningId = promptId;
    if (message.type === 'executing') this.runningId = message.data.node === null ? undefined : promptId;
  }

  private forgetOldest(): void {
    for (const [promptId, record] of this.records) {
      if (this.records.size < MOST_RECORDS) return;
      if (record.followers === 0) this.records.delete(promptId);
    }
  }
}

function promptIdOf(message: SocketMessage): string | undefined {
  if (message.type === 'status' || message.type === 'feature_flags') return undefined;
  return message.data.prompt_id ?? undefined;
}

function takeFor(record: RunRecord, message: SocketMessage): void {
  switch (message.type) {
    case 'execution_start': return record.tell({ kind: 'started' });
    case 'progress': return record.tell({ kind: 'step', nodeId: message.data.node ?? undefined, value: message.data.value, max: message.data.max });
    case 'executing': return takeExecuting(record, message.data);
    case 'execution_error': return takeError(record, message.data);
    // The history entry comes a moment after the success: this wake may be early, the one of `executing` with null is not.
    case 'execution_success':
    case 'execution_interrupted': return record.wake();
    default: return;
  }
}

function takeExecuting(record: RunRecord, { node, display_node: displayNode }: { node: string | null; display_node?: string | null | undefined }): void {
  if (node !== null) return record.tell({ kind: 'node', nodeId: displayNode ?? node });
  record.hasEnded = true;
  record.wake();
}

function takeError(record: RunRecord, data: Record<string, unknown>): void {
  const error = readRunError(data);
  // A blocked branch ends nothing: the rest of the run goes on. Reference: ComfyUI execution.py, ExecutionBlocker.
  if (error.exceptionType === 'ExecutionBlocked') record.blocked.push(error);
  else record.wake();
}
