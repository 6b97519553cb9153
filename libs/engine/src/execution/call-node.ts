import type { Json } from '@gridscope/comfy';
import { Blocked } from '../nodes/values.js';
import { NodeInputs } from '../nodes/node-inputs.js';
import type { EngineNode, NodeContext, NodeResult, NodeSpec, PromptNode } from '../nodes/node.js';

/** Every input as a list of values; a literal is a list of one. */
export type InputLists = Readonly<Record<string, readonly unknown[]>>;

export interface NodeCalls {
  /** By slot, then by call. A slot may hold links into the graphs in `expansions` until these have run. */
  outputs: unknown[][];
  ui?: Record<string, Json>;
  /** By call: the graph that the call became, or undefined. */
  expansions: ({ graph: Record<string, PromptNode>; links: readonly unknown[] } | undefined)[];
}

export interface Call { node: EngineNode; spec: NodeSpec; inputs: InputLists; context: NodeContext; onBlocked(blocked: Blocked): void }

/** Calls a node once for each entry of its lists, the shorter lists repeating their last (facts §2.6); once with the lists where it takes lists. */
export async function callNode({ node, spec, inputs, context, onBlocked }: Call): Promise<NodeCalls> {
  const results: NodeResult[] = [];
  for (const values of argumentSets(spec, inputs)) {
    context.throwIfInterrupted();
    const blocked = Object.values(values).find((value) => value instanceof Blocked);
    if (blocked instanceof Blocked) {
      onBlocked(blocked);
      results.push({ outputs: spec.output.map(() => new Blocked()) });
    } else {
      results.push(await node.run(new NodeInputs(values), context));
    }
  }
  return merge(spec, results);
}

/** What is called is silent about a blocked branch from there on: only the first node tells. */
function argumentSets(spec: NodeSpec, inputs: InputLists): Record<string, unknown>[] {
  if (spec.is_input_list) return [{ ...inputs }];
  const lists = Object.entries(inputs);
  const callCount = lists.length === 0 ? 1 : Math.max(...lists.map(([, list]) => list.length));
  return Array.from({ length: callCount }, (_, index) => Object.fromEntries(lists.map(([name, list]) => [name, list[index] ?? list.at(-1)])));
}

function merge(spec: NodeSpec, results: readonly NodeResult[]): NodeCalls {
  const outputs = spec.output.map((_, slot) => results.flatMap((result) => slotValues(result, slot, spec.output_is_list[slot] === true)));
  const uis = results.flatMap(({ ui }) => (ui === undefined ? [] : [ui]));
  const expansions = results.map(({ expand, outputs: links }) => (expand === undefined ? undefined : { graph: expand, links }));
  return { outputs, expansions, ...(uis.length > 0 && { ui: mergeUi(uis) }) };
}

function slotValues({ outputs }: NodeResult, slot: number, isList: boolean): readonly unknown[] {
  const value = outputs[slot];
  // An ExecutionBlocker in place of a list stands for one blocked entry.
  return isList && Array.isArray(value) ? value : [value];
}

function mergeUi(uis: readonly Record<string, Json[]>[]): Record<string, Json> {
  const names = Object.keys(uis[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, uis.flatMap((ui) => ui[name] ?? [])]));
}
