// The client for one ComfyUI server, for Node. What is safe in a browser is in `@gridscope/comfy`.
export { ComfyClient, type ComfyClientOptions } from './client/comfy-client.js';
export {
  AnswerTooLargeError, ClientClosedError, ComfyError, PromptLostError, PromptRefusedError, RunFailedError, RunInterruptedError,
  ServerAnswerError, ServerTimeoutError, ServerUnreachableError,
} from './client/comfy-error.js';
export type { CancelOutcome } from './client/cancel-prompt.js';
export type { Clock } from './client/clock.js';
export type { FinishedRun, OutputFile, OutputText, RunError } from './client/finished-run.js';
export type { PromptInput } from './client/prompt-body.js';
export type { WaitOptions } from './client/prompt-watch.js';
export type { Progress } from './client/run-news.js';
export type { Abort, ModelIdentity, ServerLimits } from './client/server-routes.js';
export type { SocketState } from './client/socket-link.js';
export type { HistoryEntry } from './protocol/history-answer.js';
export type { NodeError, NodeErrors, ValidationFault } from './protocol/prompt-answer.js';
export type { Features, SystemStats } from './protocol/server-answer.js';
export type { Capabilities } from './protocol/server-version.js';
