import { setImmediate as nextTurn } from 'node:timers/promises';
import { OutOfMemoryError, type EngineNode, type NodeSpec } from '../nodes/node.js';
import { NodeInputs } from '../nodes/node-inputs.js';
import { callNode, type InputLists, type NodeCalls } from './call-node.js';
import { isLink, type DynamicPrompt } from './dynamic-prompt.js';
import type { NodeFault } from './engine-options.js';
import { declaredInputs, optionsOf } from './input-specs.js';
import type { NodeCatalogue } from './node-catalogue.js';
import { failingLater, faultOf, raised } from './node-fault.js';
import { createNodeContext, giveTurn, type RunScope } from './node-runtime.js';
import { DependencyCycleError, NodeSchedule } from './node-schedule.js';
import type { NodeSignatures } from './node-signatures.js';
import type { NodeResultEntry, NodeUi, ResultCache } from './result-cache.js';
import type { RunOutcome } from './run-message.js';
import { RunTeller } from './run-teller.js';

export interface RunParts {
  scope: RunScope;
  prompt: DynamicPrompt;
  outputs: readonly string[];
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
  private readonly teller: RunTeller;
  private readonly schedule: NodeSchedule;
  private readonly results = new Map<string, NodeResultEntry>();
  private readonly uis = new Map<string, NodeUi>();
  private readonly executed = new Set<string>();
  private readonly suspended = new Map<string, Suspended>();
  private current = '';
  private currentInputs: InputLists = {};

  constructor(private readonly parts: RunParts) {
    this.teller = new RunTeller(parts.scope, parts.prompt);
    this.schedule = new NodeSchedule(parts.prompt, {
      hasResult: (id) => this.resultOf(id) !== undefined,
      isOutput: (id) => this.specOf(id).output_node,
      isAsync: (id) => this.nodeOf(id).isAsync === true,
      isLazy: (id, input) => this.isLazy(id, input),
    });
  }

  /** Runs the prompt; never throws for what a node does. */
  async run(): Promise<RunOutcome> {
    const { prompt, prepare } = this.parts;
    this.teller.status('execution_start', {});
    await prepare();
    this.teller.status('execution_cached', { nodes: Object.keys(prompt.original).filter((id) => this.resultOf(id) !== undefined) });
    const isSuccess = await this.visitAll();
    const shown = [...this.uis];
    return {
      isSuccess,
      messages: this.teller.messages,
      outputs: Object.fromEntries(shown.map(([id, { output }]) => [id, output])),
      meta: Object.fromEntries(shown.map(([id, { meta }]) => [id, meta])),
    };
  }

  private async visitAll(): Promise<boolean> {
    try {
      for (const id of this.parts.outputs) this.schedule.add(id);
      while (!this.schedule.isEmpty) await this.visitNext();
      await this.parts.scope.cost.settle(this.parts.scope.signal);
      this.teller.status('execution_success', {});
      return true;
    } catch (error) {
      if (error instanceof OutOfMemoryError) this.parts.scope.memory.unloadAll();
      const nodeId = error instanceof DependencyCycleError ? error.nodeId : this.current;
      this.teller.failed({ nodeId, inputs: { ...this.currentInputs, ...this.hiddenInputs() }, executed: [...this.executed], error });
      return false;
    }
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
    this.currentInputs = this.inputsOf(id);
    this.teller.started(id);
    if (this.needsLazy(id)) return 'waiting';
    const calls = this.call(id);
    if (this.nodeOf(id).isAsync === true && !(await isSettled(calls))) return this.suspend(id, calls);
    return this.conclude(id, await calls);
  }

  private showCached(id: string, known: NodeResultEntry): Visit {
    const { scope, losesCachedOutputs } = this.parts;
    this.teller.executed(id, known.ui?.output ?? null);
    if (known.ui && !(losesCachedOutputs && scope.audience === undefined)) this.uis.set(id, known.ui);
    this.teller.finished(id);
    this.results.set(id, known);
    return 'done';
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
    const { scope, prompt, objectOf, failNodes } = this.parts;
    const node = prompt.node(id);
    const fault = faultOf(failNodes, node);
    if (fault && fault.afterStep === undefined) return Promise.reject(raised(fault));
    const context = createNodeContext(scope, id, objectOf(id, node.class_type));
    return callNode({
      node: this.nodeOf(id),
      spec: this.specOf(id),
      inputs: this.currentInputs,
      context: fault ? failingLater(context, fault) : context,
      onBlocked: ({ message }) => {
        if (message !== undefined) this.teller.blocked(id, message, [...this.executed]);
      },
    });
  }

  private suspend(id: string, calls: Promise<NodeCalls>): Visit {
    const unblock = this.schedule.block(id);
    this.suspended.set(id, { kind: 'calls', calls });
    calls.then(unblock, unblock);
    return 'waiting';
  }

  /** What the calls gave: shown and kept, or a graph that has to run first. */
  private conclude(id: string, calls: NodeCalls): Visit {
    if (calls.ui !== undefined && Object.keys(calls.ui).length > 0) {
      this.uis.set(id, this.teller.uiOf(id, calls.ui));
      this.teller.executed(id, calls.ui);
    }
    if (calls.expansions.every((expansion) => expansion === undefined)) return this.keep(id, calls.outputs);
    this.grow(id, calls);
    this.suspended.set(id, { kind: 'graph', calls });
    return 'waiting';
  }

  /** The outputs with the links into the grown graph replaced by what these gave. */
  private followLinks({ outputs, expansions }: NodeCalls): unknown[][] {
    return outputs.map((values) =>
      values.flatMap((value, call) => (expansions[call] !== undefined && isLink(value) ? [...(this.results.get(value[0])?.outputs.at(value[1]) ?? [])] : [value])),
    );
  }

  private grow(id: string, { expansions }: NodeCalls): void {
    const added = expansions.flatMap((expansion) => Object.entries(expansion?.graph ?? {}));
    for (const [newId, node] of added) this.parts.prompt.expand(newId, node, id);
    for (const [newId] of added) if (this.specOf(newId).output_node) this.schedule.add(newId);
    for (const expansion of expansions) {
      for (const link of expansion?.links ?? []) if (isLink(link)) this.schedule.link(link[0], id);
    }
  }

  private keep(id: string, outputs: readonly (readonly unknown[])[]): Visit {
    const ui = this.uis.get(id);
    const entry: NodeResultEntry = { outputs, ...(ui && { ui }) };
    this.results.set(id, entry);
    this.parts.cache.set(this.parts.signatures.of(id), entry);
    this.teller.finished(id);
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
}

/** Whether a promise is done after one turn of the event loop. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const notYet = Symbol('not yet');
  const first = await Promise.race([promise.then(() => undefined, () => undefined), nextTurn(notYet)]);
  return first !== notYet;
}
