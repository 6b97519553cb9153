import type { NodeErrors, ValidationFault } from '../protocol/prompt-answer.js';
import type { FinishedRun, RunError } from './finished-run.js';

/** What went wrong with a ComfyUI server or on it. The message says what was asked, of whom, what came back and what to do. */
export class ComfyError extends Error {
  /** Trying the same again, there or on another server, may well succeed. */
  readonly isRetryable: boolean;
  /** Base address without credentials. */
  readonly serverUrl: string;

  constructor(serverUrl: string, message: string, { isRetryable, cause }: { isRetryable: boolean; cause?: unknown }) {
    super(`ComfyUI at ${serverUrl} ${message}`, cause === undefined ? {} : { cause });
    this.name = new.target.name;
    this.serverUrl = serverUrl;
    this.isRetryable = isRetryable;
  }
}

/** No connection, or it broke before the answer was whole. Whether a request took effect is then not known: `find` says it. */
export class ServerUnreachableError extends ComfyError {
  constructor(serverUrl: string, what: string, cause: unknown) {
    super(serverUrl, `cannot be reached (${what}): ${reasonOf(cause)}; is it running, and is the address right?`, { isRetryable: true, cause });
  }
}

/** The whole answer was not there in time. The time counts from when the request was sent. */
export class ServerTimeoutError extends ComfyError {
  constructor(serverUrl: string, what: string, readonly timeoutMs: number) {
    super(serverUrl, `did not finish answering ${what} within ${timeoutMs / 1000} s of its being sent`, { isRetryable: true });
  }
}

/** An answer with a status or a body that the request should not have had. */
export class ServerAnswerError extends ComfyError {
  /** `body` is cut after 2,000 characters. */
  constructor(serverUrl: string, what: string, readonly status: number, readonly body: string, cause?: unknown) {
    super(serverUrl, `answered ${what} with ${describeAnswer(status, body, cause !== undefined)}`, { isRetryable: status === 408 || status === 429 || status >= 500, cause });
  }
}

/** More bytes than the caller is ready to hold. */
export class AnswerTooLargeError extends ComfyError {
  constructor(serverUrl: string, what: string, readonly limitBytes: number) {
    super(serverUrl, `answered ${what} with more than ${Math.floor(limitBytes / 1024 / 1024)} MiB, the limit set for it`, { isRetryable: false });
  }
}

/** The server would not draw the workflow, or not all of it. */
export class PromptRefusedError extends ComfyError {
  /** Whole, as the server sent them: by node id. */
  readonly nodeErrors: NodeErrors;
  /** What is wrong with the prompt as a whole, where the server said so. */
  readonly fault: ValidationFault | undefined;
  /** The part after "refused the workflow". */
  readonly sentence: string;

  constructor(serverUrl: string, refusal: { nodeErrors: NodeErrors; fault?: ValidationFault; sentence: string; cause?: unknown }) {
    super(serverUrl, `refused the workflow: ${refusal.sentence}`, { isRetryable: false, cause: refusal.cause });
    this.nodeErrors = refusal.nodeErrors;
    this.fault = refusal.fault;
    this.sentence = refusal.sentence;
  }
}

/** A node raised an error, or the run gave nothing. */
export class RunFailedError extends ComfyError {
  readonly promptId: string;
  /** What was drawn before it failed, times, the prompt as executed. */
  readonly run: FinishedRun;
  /** The node's error; undefined when the server calls the run a success. */
  readonly detail: RunError | undefined;
  readonly isOutOfMemory: boolean;

  constructor(serverUrl: string, run: FinishedRun, reason: string) {
    const isOutOfMemory = run.error?.isOutOfMemory ?? false;
    super(serverUrl, `could not draw prompt ${run.promptId}: ${reason}${isOutOfMemory ? '; it ran out of memory: make the picture or batch smaller, or free models first' : ''}`, { isRetryable: isOutOfMemory });
    this.promptId = run.promptId;
    this.run = run;
    this.detail = run.error;
    this.isOutOfMemory = isOutOfMemory;
  }
}

/** Somebody interrupted the run: we, or another user of the server. */
export class RunInterruptedError extends ComfyError {
  /** `run` is absent when it was taken out of the queue before it began. */
  constructor(serverUrl: string, readonly promptId: string, readonly run?: FinishedRun) {
    super(serverUrl, run === undefined ? `no longer has prompt ${promptId}: it was taken out of the queue before it began` : `interrupted prompt ${promptId}: it was stopped while it ran`, { isRetryable: true });
  }
}

/** Neither waiting, running nor finished: the server was restarted, or its queue or history cleared. */
export class PromptLostError extends ComfyError {
  constructor(serverUrl: string, readonly promptId: string) {
    super(serverUrl, `no longer knows prompt ${promptId}: it is neither in its queue nor in its history (restarted, or cleared by somebody); draw it again`, { isRetryable: true });
  }
}

/** The client was closed while it was being used. */
export class ClientClosedError extends ComfyError {
  constructor(serverUrl: string) {
    super(serverUrl, 'is no longer talked to: this client was closed', { isRetryable: false });
  }
}

const ELSEWHERE = 'it sends us elsewhere; is it https, does a login page stand before it, or is the path prefix missing?';

const MEANING: Record<number, string> = {
  301: ELSEWHERE, 302: ELSEWHERE, 303: ELSEWHERE, 307: ELSEWHERE, 308: ELSEWHERE,
  401: 'it wants credentials; check the headers set for this server',
  403: 'it refuses us; check the headers set for this server, and whether a proxy or its origin check stands before it',
  404: 'it has nothing there; check the address and its path prefix',
  413: 'the request is larger than it accepts (--max-upload-size)',
  502: 'a proxy before it cannot reach it',
  503: 'it or a proxy before it is not ready',
  504: 'a proxy before it gave up waiting',
};

function describeAnswer(status: number, body: string, isUnreadable: boolean): string {
  const text = body.replace(/\s+/g, ' ').trim().slice(0, 200);
  if (isUnreadable) return `${status} and a body that is not ComfyUI's (${text === '' ? 'empty' : text}); is it a ComfyUI server?`;
  const meaning = MEANING[status];
  return `${status}${text === '' ? '' : ` (${text})`}${meaning === undefined ? '' : `: ${meaning}`}`;
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNRESET: 'the connection was reset',
  UND_ERR_SOCKET: 'the connection was closed before the answer was whole',
  EHOSTUNREACH: 'no way to that host',
  ETIMEDOUT: 'no answer to the connection',
  UND_ERR_CONNECT_TIMEOUT: 'no answer to the connection',
};

/** `fetch failed` says nothing; what happened is in its cause, and in a cause of several attempts in the first of them. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return (code === undefined ? undefined : REASONS[code]) ?? error.message;
}
