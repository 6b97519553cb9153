import type { Json } from '../protocol/exact-json.js';
import { stringifyExactJson } from '../protocol/exact-json.js';
import type { HistoryEntry } from '../protocol/history-answer.js';
import { executionErrorData } from '../protocol/socket-message.js';
import type { Workflow } from '../protocol/workflow.js';

/** A file that a node gave; fetch it with `view`. */
export interface OutputFile {
  /** Node of the prompt sent; a file of a node that became a graph counts as its. */
  nodeId: string;
  /** `images`, `audio`, `gifs`, … */
  key: string;
  /** Place within the key, from 0: the batch index of pictures. */
  index: number;
  filename: string;
  subfolder: string;
  type: string;
  /** The server drew nothing for it: the file is an earlier run's, and so is its name. */
  isCached: boolean;
}

/** A text, number or other value that a node showed, as text. */
export interface OutputText { nodeId: string; key: string; index: number; text: string }

/** A node's exception. */
export interface RunError {
  nodeId: string | undefined;
  nodeType: string | undefined;
  exceptionType: string;
  /** Trimmed; may run over several lines. */
  exceptionMessage: string;
  traceback: string[];
  isOutOfMemory: boolean;
  /** The message as it came, inputs included (they can be long). */
  raw: Record<string, unknown>;
}

/** A run as the history tells it. */
export interface FinishedRun {
  promptId: string;
  status: 'success' | 'error' | 'interrupted';
  outputs: OutputFile[];
  texts: OutputText[];
  /** After the server's coercions and node replacements. */
  executedPrompt: Workflow;
  /** Nodes whose results the server had from before. */
  cachedNodes: string[];
  /** Server's clock, milliseconds since 1970. */
  times: { startedAtMs?: number; endedAtMs?: number };
  error?: RunError;
}

/** Turns a history entry into a run. Never throws: an entry without a verdict counts as a success. */
export function readFinishedRun(promptId: string, entry: HistoryEntry): FinishedRun {
  const messages = new Map(entry.status?.messages.map(([event, data]) => [event, data]));
  const cached = messages.get('execution_cached')?.nodes;
  const cachedNodes = Array.isArray(cached) ? cached.filter((node) => typeof node === 'string') : [];
  const error = messages.get('execution_error');
  return {
    promptId,
    status: statusOf(entry, messages),
    ...readOutputs(entry, new Set(cachedNodes)),
    executedPrompt: entry.prompt.workflow,
    cachedNodes,
    times: timesOf(entry),
    ...(error === undefined ? {} : { error: readRunError(error) }),
  };
}

/** Reads an `execution_error`, of the history or the socket. */
export function readRunError(raw: Record<string, unknown>): RunError {
  const data = executionErrorData.partial({ prompt_id: true }).safeParse(raw).data;
  const exceptionType = data?.exception_type ?? '';
  const exceptionMessage = (data?.exception_message ?? '').trim();
  return {
    nodeId: data?.node_id ?? undefined,
    nodeType: data?.node_type ?? undefined,
    exceptionType,
    exceptionMessage,
    traceback: data?.traceback ?? [],
    isOutOfMemory: /OutOfMemory/.test(exceptionType) || /out of memory|Allocation on device/i.test(exceptionMessage),
    raw,
  };
}

/** `node 3 KSampler: TypeError: 'BrownianTree' object is not callable`; the first line of the message. */
export function describeRunError(error: RunError): string {
  const node = error.nodeId === undefined ? '' : `node ${error.nodeId} ${error.nodeType ?? ''}`.trim();
  const said = [error.exceptionType, error.exceptionMessage.split('\n')[0] ?? ''].filter((part) => part !== '').join(': ');
  return [node, said === '' ? 'an error without a message' : said].filter((part) => part !== '').join(': ');
}

function statusOf(entry: HistoryEntry, messages: Map<string, unknown>): FinishedRun['status'] {
  if (messages.has('execution_interrupted')) return 'interrupted';
  return entry.status === undefined || entry.status.status_str === 'success' ? 'success' : 'error';
}

function timesOf(entry: HistoryEntry): FinishedRun['times'] {
  const at = (events: string[]) => entry.status?.messages.find(([event]) => events.includes(event))?.[1].timestamp;
  const startedAtMs = at(['execution_start']);
  const endedAtMs = at(['execution_success', 'execution_error', 'execution_interrupted']);
  return { ...(typeof startedAtMs === 'number' ? { startedAtMs } : {}), ...(typeof endedAtMs === 'number' ? { endedAtMs } : {}) };
}

/** A node's `animated` says of each picture whether it moves; it is no output. */
const NO_OUTPUTS = new Set(['animated']);

function readOutputs(entry: HistoryEntry, cachedNodes: ReadonlySet<string>): Pick<FinishedRun, 'outputs' | 'texts'> {
  const outputs: OutputFile[] = [];
  const texts: OutputText[] = [];
  for (const [executedId, output] of Object.entries(entry.outputs)) {
    const nodeId = nodeOfPrompt(executedId, entry);
    for (const [key, values] of Object.entries(output)) {
      if (NO_OUTPUTS.has(key)) continue;
      (Array.isArray(values) ? values : [values]).forEach((value, index) => {
        const file = readFile(value);
        if (file !== undefined) outputs.push({ nodeId, key, index, ...file, isCached: cachedNodes.has(executedId) });
        else texts.push({ nodeId, key, index, text: asText(value) });
      });
    }
  }
  return { outputs, texts };
}

/**
 * A node that became a graph has outputs under ids that the prompt does not have; then the meta knows better.
 * Else it does not: of a cached result it names the node of the prompt that was drawn then (recorded: run-cached, other node ids).
 */
function nodeOfPrompt(executedId: string, entry: HistoryEntry): string {
  return Object.hasOwn(entry.prompt.workflow, executedId) ? executedId : (entry.meta[executedId]?.display_node ?? executedId);
}

function readFile(value: Json): Pick<OutputFile, 'filename' | 'subfolder' | 'type'> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || typeof value.filename !== 'string') return undefined;
  const { filename, subfolder, type } = value;
  return { filename, subfolder: typeof subfolder === 'string' ? subfolder : '', type: typeof type === 'string' ? type : 'output' };
}

function asText(value: Json): string {
  if (typeof value === 'string') return value;
  return stringifyExactJson(value, { nonFinite: 'text' });
}
