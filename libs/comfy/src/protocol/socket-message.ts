import { z } from 'zod';
import { parseExactJson } from './exact-json.js';
import { features } from './server-answer.js';
import { jsonValue } from './workflow.js';

const nodeId = z.string();
const promptId = z.string();

const executionError = z.looseObject({
  prompt_id: promptId,
  node_id: z.string().nullish(),
  node_type: z.string().nullish(),
  exception_message: z.string().default(''),
  exception_type: z.string().default(''),
  traceback: z.array(z.string()).default([]),
  executed: z.array(nodeId).default([]),
});

/** Data of `execution_error`, on the socket and in the history. `exception_message` ends with a line break and perhaps a tip. */
export type ExecutionErrorData = z.infer<typeof executionError>;
export { executionError as executionErrorData };

/**
 * The messages of the socket that we use; `node` is the id in the expanded graph, `display_node` the id in the prompt sent.
 * Right after connecting, `executing` comes without `prompt_id`. Reference: ComfyUI server.py send_sync, execution.py.
 */
export const socketMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), data: z.object({ status: promptCount(), sid: z.string().nullish() }) }),
  z.object({ type: z.literal('execution_start'), data: z.object({ prompt_id: promptId, timestamp: z.number().optional() }) }),
  z.object({ type: z.literal('execution_cached'), data: z.object({ prompt_id: promptId, nodes: z.array(nodeId), timestamp: z.number().optional() }) }),
  z.object({ type: z.literal('executing'), data: z.object({ node: nodeId.nullable(), display_node: nodeId.nullish(), prompt_id: promptId.optional() }) }),
  z.object({ type: z.literal('progress_state'), data: z.object({ prompt_id: promptId, nodes: z.record(z.string(), z.looseObject({ value: z.number(), max: z.number(), state: z.string() })) }) }),
  z.object({ type: z.literal('progress'), data: z.object({ value: z.number(), max: z.number(), prompt_id: promptId.nullish(), node: nodeId.nullish() }) }),
  z.object({ type: z.literal('executed'), data: z.object({ node: nodeId, display_node: nodeId.nullish(), output: jsonValue.optional(), prompt_id: promptId }) }),
  z.object({ type: z.literal('execution_success'), data: z.object({ prompt_id: promptId, timestamp: z.number().optional() }) }),
  z.object({ type: z.literal('execution_error'), data: executionError }),
  z.object({ type: z.literal('execution_interrupted'), data: z.looseObject({ prompt_id: promptId, node_id: z.string().nullish(), executed: z.array(nodeId).default([]) }) }),
  z.object({ type: z.literal('feature_flags'), data: features }),
]);

export type SocketMessage = z.infer<typeof socketMessage>;

/** A text of the socket as one of its messages, or undefined: custom nodes send types and texts of their own. */
export function readSocketMessage(text: string): SocketMessage | undefined {
  const json = readJson(text);
  return json === undefined ? undefined : socketMessage.safeParse(json).data;
}

function readJson(text: string) {
  try {
    return parseExactJson(text, { allowNaN: true });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function promptCount() {
  return z.object({ exec_info: z.object({ queue_remaining: z.number() }) });
}
