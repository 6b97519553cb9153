import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Json } from '@gridscope/comfy';
import { InterruptedError, OutOfMemoryError, type EngineNode, type NodeContext, type NodeSpec } from '../nodes/node.js';
import { NodeInputs } from '../nodes/node-inputs.js';
import type { Blocked } from '../nodes/values.js';
import { callNode, type InputLists, type NodeCalls } from './call-node.js';
import type { NodeFault } from './engine-options.js';
import { isLink, type DynamicPrompt } from './dynamic-prompt.js';
import { declaredInputs, optionsOf } from './input-specs.js';
import type { NodeCatalogue } from './node-catalogue.js';
import { createNodeContext, giveTurn, type RunScope } from './node-runtime.js';
import { DependencyCycleError, NodeSchedule } from './node-schedule.js';
import type { NodeSignatures } from './node-signatures.js';
import { pythonRepr } from './python-text.js';
import type { NodeResultEntry, NodeUi, ResultCache } from './result-cache.js';
import type { RunOutcome, StatusMessage } from './run-message.js';

export interface RunParts {
  scope: RunScope;
  prompt: DynamicPrompt;
  outputs: readonly string[];
  clientId: string | undefined;
  catalogue: NodeCatalogue;
  signatures: NodeSignatures;
  cache: ResultCache;
  objectOf(id: string, classType: string): Map<string, unknown>;
  failNodes: readonly NodeFault[];
  /** Asks IS_CHANGED and lets the cache drop what this prompt does not keep; between `execution_start` and everything else. What it throws ends the executor. */
  prepare(): Promise<void>;
  /** Versions in which a cached run without client id has no outputs in the history. */
  losesCachedOutputs: boolean;
}

type Visit = 'done' | 'waiting';
/** A node that is not done after its first visit: its calls are under way, or the graph that it became is. */
type Suspended = { kind: 'calls'; calls: Promise<NodeCalls> } | { kind: 'graph'; calls: NodeCalls };

/** One prompt from its first message to its outcome. */
export class PromptRun {
  private readonly messages: StatusMessage[] = [];
  private readonly results = new Map<string, NodeResultEntry>();
  private readonly uis = new Map<string, NodeUi>();
  private readonly executed = new Set<string>();
  private readonly suspended = new Map<string, Suspended>();
  private readonly schedule: NodeSchedule;
  private current = '';
  private currentInputs: InputLists = {};

  constructor(private readonly parts: RunParts) {
    this.schedule = new NodeSchedule(parts.prompt, {
      hasResult: (id) => this.resultOf(id) !== undefined,
      isOutput: (id) => this.specOf(id).output_node,
      isAsync: (id) => this.nodeOf(id).isAsync === true,
      isLazy: (id, input) => this.isLazy(id, input),
    });
  }

  /** Runs the prompt; never throws for what a node does. */
  async run(): Promise<RunOutcome> {
    const { prompt, outputs, prepare } = this.parts;
    this.tell('execution_start', {});
    await prepare();
    this.tell('execution_cached', { nodes: Object.keys(prompt.original).filter((id) => this.resultOf(id) !== undefined) });
    let isSuccess = true;
    try {
      for (const id of outputs) this.schedule.add(id);
      while (!this.schedule.isEmpty) await this.visitNext();
      this.tell('execution_success', {});
    } catch (error) {
      isSuccess = false;
      this.fail(error);
    }
    const shown = [...this.uis];
    return {
      isSuccess,
      messages: this.messages,
      outputs: Object.fromEntries(shown.map(([id, { output }]) => [id, output])),
      meta: Object.fromEntries(shown.map(([id, { meta }]) => [id, meta])),
    };
  }

  private async visitNext(): Promise<void> {
    this.current = await this.schedule.next();
    this.currentInputs = {};
    const visit = await this.visit(this.current);
    if (visit === 'done') this.schedule.complete(this.current);
    this.parts.scope.memory.release();
    await giveTurn();
  }

  private async visit(id: string): Promise<Visit> {
    const suspended = this.suspended.get(id);
    this.suspended.delete(id);
    if (suspended?.kind === 'graph') return this.keep(id, this.followLinks(suspended.calls));
    if (suspended?.kind === 'calls') return this.conclude(id, await suspended.calls);
    const known = this.resultOf(id);
    if (known) return this.showCached(id, known);
    this.start(id);
    if (this.needsLazy(id)) return 'waiting';
    const calls = this.call(id);
    if (this.nodeOf(id).isAsync === true && !(await isSettled(calls))) return this.suspend(id, calls);
    return this.conclude(id, await calls);
  }

  private showCached(id: string, known: NodeResultEntry): Visit {
    const { clientId, losesCachedOutputs } = this.parts;
    if (clientId !== undefined) this.send('executed', { node: id, display_node: this.displayOf(id), output: known.ui?.output ?? null, prompt_id: this.parts.scope.promptId });
    if (known.ui && !(losesCachedOutputs && clientId === undefined)) this.uis.set(id, known.ui);
    this.finishProgress(id);
    this.results.set(id, known);
    return 'done';
  }

  private start(id: string): void {
    const { scope, clientId } = this.parts;
    scope.progress.start(id);
    this.sendProgressState();
    this.currentInputs = this.inputsOf(id);
    if (clientId === undefined) return;
    scope.events.nodeUnderWay(this.displayOf(id));
    this.send('executing', { node: id, display_node: this.displayOf(id), prompt_id: scope.promptId });
  }

  /** Makes the node wait for the lazy inputs it asks for; says whether there are any. */
  private needsLazy(id: string): boolean {
    const ask = this.nodeOf(id).neededLazyInputs;
    if (ask === undefined) return false;
    const known = Object.fromEntries(Object.entries(this.currentInputs).map(([name, list]) => [name, list[0]]));
    const { inputs } = this.parts.prompt.node(id);
    const sources = ask(new NodeInputs(known)).filter((name) => !(name in known)).map((name) => inputs[name]).filter(isLink);
    for (const [source] of sources) this.schedule.link(source, id);
    return sources.length > 0;
  }

  private call(id: string): Promise<NodeCalls> {
    const { scope, objectOf, failNodes } = this.parts;
    const classType = this.parts.prompt.node(id).class_type;
    const context = createNodeContext(scope, id, objectOf(id, classType));
    const fault = failNodes.find((each) => each.classType === classType && isPartOf(each.when ?? {}, this.parts.prompt.node(id).inputs));
    if (fault && fault.afterStep === undefined) return Promise.reject(raised(fault));
    return callNode({ node: this.nodeOf(id), spec: this.specOf(id), inputs: this.currentInputs, context: fault ? failingLater(context, fault) : context, onBlocked: (blocked) => this.tellBlocked(id, blocked) });
  }

  private suspend(id: string, calls: Promise<NodeCalls>): Visit {
    const unblock = this.schedule.block(id);
    this.suspended.set(id, { kind: 'calls', calls });
    calls.then(unblock, unblock);
    return 'waiting';
  }

  /** What the calls gave: shown and kept, or a graph that has to run first. */
  private conclude(id: string, calls: NodeCalls): Visit {
    if (calls.ui !== undefined && Object.keys(calls.ui).length > 0) this.show(id, calls.ui);
    if (calls.expansions.every((expansion) => expansion === undefined)) return this.keep(id, calls.outputs);
    this.grow(id, calls);
    this.suspended.set(id, { kind: 'graph', calls });
    return 'waiting';
  }

  private show(id: string, output: Record<string, Json>): void {
    const { scope, prompt, clientId } = this.parts;
    this.uis.set(id, { output, meta: { node_id: id, display_node: this.displayOf(id), parent_node: prompt.parentOf(id), real_node_id: prompt.rootOf(id) } });
    if (clientId !== undefined) this.send('executed', { node: id, display_node: this.displayOf(id), output, prompt_id: scope.promptId });
  }

  /** The outputs with the links into the grown graph replaced by what these gave. */
  private followLinks({ outputs, expansions }: NodeCalls): unknown[][] {
    return outputs.map((values) =>
      values.flatMap((value, call) => (expansions[call] !== undefined && isLink(value) ? [...(this.results.get(value[0])?.outputs.at(value[1]) ?? [])] : [value])),
    );
  }

  private grow(id: string, { expansions }: NodeCalls): void {
    const { prompt } = this.parts;
    const added: string[] = [];
    for (const expansion of expansions) {
      for (const [newId, node] of Object.entries(expansion?.graph ?? {})) {
        prompt.expand(newId, node, id);
        added.push(newId);
      }
    }
    for (const newId of added) if (this.specOf(newId).output_node) this.schedule.add(newId);
    for (const expansion of expansions) {
      for (const link of expansion?.links ?? []) if (isLink(link)) this.schedule.link(link[0], id);
    }
  }

  private keep(id: string, outputs: readonly (readonly unknown[])[]): Visit {
    const ui = this.uis.get(id);
    const entry: NodeResultEntry = { outputs, ...(ui && { ui }) };
    this.results.set(id, entry);
    this.parts.cache.set(this.parts.signatures.of(id), entry);
    this.finishProgress(id);
    this.executed.add(id);
    return 'done';
  }

  private inputsOf(id: string): InputLists {
    const { inputs } = this.parts.prompt.node(id);
    const lists: Record<string, readonly unknown[]> = {};
    for (const { name } of declaredInputs(this.specOf(id), inputs)) {
      const given = inputs[name];
      if (given === undefined) continue;
      const values = isLink(given) ? this.resultOf(given[0])?.outputs.at(given[1]) : [given];
      if (values !== undefined) lists[name] = values;
    }
    return lists;
  }

  /** What ComfyUI hands to nodes that ask for it; shown with the inputs of a node that failed. */
  private hiddenInputs(): InputLists {
    const { prompt, scope } = this.parts;
    if (!prompt.has(this.current)) return {};
    const values: Readonly<Record<string, unknown>> = { PROMPT: prompt.original, EXTRA_PNGINFO: scope.extraPngInfo ?? null, UNIQUE_ID: this.current };
    const wanted = Object.entries(this.specOf(this.current).input.hidden ?? {}).map(([name, type]): [string, unknown] => [name, values[String([type].flat()[0])]]);
    return Object.fromEntries(wanted.filter(([, value]) => value !== undefined).map(([name, value]) => [name, [value]]));
  }

  private resultOf(id: string): NodeResultEntry | undefined {
    const { prompt, cache, signatures } = this.parts;
    return this.results.get(id) ?? (prompt.has(id) ? cache.get(signatures.of(id)) : undefined);
  }

  private nodeOf(id: string): EngineNode {
    const classType = this.parts.prompt.node(id).class_type;
    const node = this.parts.catalogue.node(classType);
    if (node === undefined) throw new RangeError(`no node class ${classType}`);
    return node;
  }

  private specOf(id: string): NodeSpec {
    return this.parts.catalogue.spec(this.parts.prompt.node(id).class_type);
  }

  private isLazy(id: string, input: string): boolean {
    const spec = this.specOf(id).input;
    return optionsOf(spec.required?.[input] ?? spec.optional?.[input] ?? [])['lazy'] === true;
  }

  private displayOf(id: string): string {
    return this.parts.prompt.rootOf(id);
  }

  private finishProgress(id: string): void {
    this.parts.scope.progress.finish(id);
    this.sendProgressState();
  }

  /** Without a client id this one goes to everybody, unlike `executing` and `executed`. */
  private sendProgressState(): void {
    this.send('progress_state', this.parts.scope.progress.message());
  }

  private send(type: string, data: Record<string, Json>): void {
    this.parts.scope.events.message(type, data, this.parts.clientId);
  }

  /** A message that the history keeps; sent to the client if there is one, or to everybody where `isForAll`. */
  private tell(type: string, data: Record<string, Json>, isForAll = false): void {
    const { scope, clientId } = this.parts;
    const message = { ...data, prompt_id: scope.promptId, timestamp: Date.now() };
    this.messages.push([type, message]);
    if (clientId !== undefined || isForAll) this.send(type, message);
  }

  private tellBlocked(id: string, { message }: Blocked): void {
    if (message === undefined || this.parts.clientId === undefined) return;
    this.send('execution_error', {
      prompt_id: this.parts.scope.promptId,
      node_id: id,
      node_type: this.parts.prompt.node(id).class_type,
      executed: [...this.executed],
      exception_message: `Execution Blocked: ${message}`,
      exception_type: 'ExecutionBlocked',
      traceback: [],
      current_inputs: [],
      current_outputs: [],
    });
  }

  private fail(error: unknown): void {
    const { prompt, scope } = this.parts;
    const failedId = prompt.rootOf(error instanceof DependencyCycleError ? error.nodeId : this.current);
    const where = { node_id: failedId, node_type: prompt.has(failedId) ? prompt.node(failedId).class_type : '', executed: [...this.executed] };
    if (error instanceof InterruptedError) return this.tell('execution_interrupted', where, true);
    if (error instanceof OutOfMemoryError) scope.memory.unloadAll();
    const { name, message } = error instanceof Error ? error : { name: 'Exception', message: String(error) };
    this.tell('execution_error', {
      ...where,
      exception_message: `${message}\n${error instanceof OutOfMemoryError ? memoryTip : ''}`,
      exception_type: name === 'Error' ? 'RuntimeError' : name,
      traceback: [`  File "execution.py", in execute\n`],
      current_inputs: Object.fromEntries(Object.entries({ ...this.currentInputs, ...this.hiddenInputs() }).map(([input, list]) => [input, list.map(describe)])),
      current_outputs: Object.keys(prompt.original),
    });
  }
}

const memoryTip =
  'This error means you ran out of memory on your GPU.\n\nTIPS: If the workflow worked before you might have accidentally set the batch_size to a large number.';

function raised({ message, exceptionType }: NodeFault): Error {
  return Object.assign(new Error(message), { name: exceptionType });
}

function failingLater(context: NodeContext, fault: NodeFault): NodeContext {
  return {
    ...context,
    async step(value, max, preview) {
      await context.step(value, max, preview);
      if (value === fault.afterStep) throw raised(fault);
    },
  };
}

/** Whether the inputs, links included, are as the fault wants them. */
function isPartOf(wanted: Readonly<Record<string, Json>>, inputs: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([name, value]) => JSON.stringify(inputs[name]) === JSON.stringify(value));
}

/** Whether a promise is done after one turn of the event loop. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const notYet = Symbol('not yet');
  const first = await Promise.race([promise.then(() => undefined, () => undefined), nextTurn(notYet)]);
  return first !== notYet;
}

/** A value as `current_inputs` shows it: literals as they are, anything else by its type. */
function describe(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return value;
  if (typeof value !== 'object') return typeof value;
  return 'kind' in value ? String(value.kind) : pythonRepr(value);
}
