import type { Json } from '@gridscope/comfy';
import { InterruptedError, OutOfMemoryError } from '../nodes/node.js';
import type { InputLists } from './call-node.js';
import type { DynamicPrompt } from './dynamic-prompt.js';
import type { RunScope } from './node-runtime.js';
import { pythonRepr } from './python-text.js';
import type { NodeUi } from './result-cache.js';
import type { StatusMessage } from './run-message.js';

const memoryTip =
  'This error means you ran out of memory on your GPU.\n\nTIPS: If the workflow worked before you might have accidentally set the batch_size to a large number.';

/** What failed, and how far the run was. */
export interface Failure { nodeId: string; inputs: InputLists; executed: readonly string[]; error: unknown }

/** What a run says, to whom, and what of it the history keeps (facts §2.4). */
export class RunTeller {
  /** The history's `status.messages`. */
  readonly messages: StatusMessage[] = [];

  constructor(private readonly scope: RunScope, private readonly prompt: DynamicPrompt) {}

  /** A message that the history keeps; sent to the client if there is one, or to everybody where `isForAll`. */
  status(type: string, data: Record<string, Json>, isForAll = false): void {
    const message = { ...data, prompt_id: this.scope.promptId, timestamp: Date.now() };
    this.messages.push([type, message]);
    if (this.hasClient || isForAll) this.send(type, message);
  }

  started(id: string): void {
    this.scope.progress.start(id);
    this.progressState();
    if (!this.hasClient) return;
    this.scope.events.nodeUnderWay(this.prompt.rootOf(id));
    this.send('executing', { node: id, display_node: this.prompt.rootOf(id), prompt_id: this.scope.promptId });
  }

  finished(id: string): void {
    this.scope.progress.finish(id);
    this.progressState();
  }

  /** The output of a node, null where a cached one has none. */
  executed(id: string, output: Json): void {
    if (this.hasClient) this.send('executed', { node: id, display_node: this.prompt.rootOf(id), output, prompt_id: this.scope.promptId });
  }

  /** What a node showed, with who it is. */
  uiOf(id: string, output: Record<string, Json>): NodeUi {
    const rootId = this.prompt.rootOf(id);
    return { output, meta: { node_id: id, display_node: rootId, parent_node: this.prompt.parentOf(id), real_node_id: rootId } };
  }

  /** A branch that was blocked with a message: an error for the client, but not for the history. */
  blocked(id: string, message: string, executed: readonly string[]): void {
    if (!this.hasClient) return;
    this.send('execution_error', {
      prompt_id: this.scope.promptId,
      node_id: id,
      node_type: this.prompt.node(id).class_type,
      executed: [...executed],
      exception_message: `Execution Blocked: ${message}`,
      exception_type: 'ExecutionBlocked',
      traceback: [],
      current_inputs: [],
      current_outputs: [],
    });
  }

  /** The end of a run that was interrupted or failed. */
  failed({ nodeId, inputs, executed, error }: Failure): void {
    const rootId = this.prompt.has(nodeId) ? this.prompt.rootOf(nodeId) : nodeId;
    const where = { node_id: rootId, node_type: this.prompt.has(rootId) ? this.prompt.node(rootId).class_type : '', executed: [...executed] };
    if (error instanceof InterruptedError) return this.status('execution_interrupted', where, true);
    const { name, message } = error instanceof Error ? error : { name: 'Exception', message: String(error) };
    this.status('execution_error', {
      ...where,
      exception_message: `${message}\n${error instanceof OutOfMemoryError ? memoryTip : ''}`,
      exception_type: name === 'Error' ? 'RuntimeError' : name,
      // In place of Python's lines: there is no Python behind this server.
      traceback: ['  File "execution.py", in execute\n'],
      current_inputs: Object.fromEntries(Object.entries(inputs).map(([input, list]) => [input, list.map(describe)])),
      current_outputs: Object.keys(this.prompt.original),
    });
  }

  private get hasClient(): boolean {
    return this.scope.audience !== undefined;
  }

  /** Without a client this one goes to everybody, unlike `executing` and `executed`. */
  private progressState(): void {
    this.send('progress_state', this.scope.progress.message());
  }

  private send(type: string, data: Record<string, Json>): void {
    this.scope.events.message(type, data, this.scope.audience);
  }
}

/** A value as `current_inputs` shows it: literals as they are, anything else by its type. */
function describe(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return value;
  if (typeof value !== 'object') return typeof value;
  return 'kind' in value ? String(value.kind) : pythonRepr(value);
}
