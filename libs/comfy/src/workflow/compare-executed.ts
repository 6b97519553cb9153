import type { Json } from '../protocol/exact-json.js';
import type { Catalogue } from '../protocol/node-spec.js';
import type { Workflow, WorkflowNode } from '../protocol/workflow.js';
import { numberOf } from './coerce-scalar.js';
import { inputKind, isObject, type InputKind } from './input-kind.js';
import { nodeInputs } from './node-inputs.js';
import { describeNode, neededNodes } from './workflow-link.js';

/** Something that the server says it executed otherwise than it was asked. `executed` is absent where it is not there at all. */
export interface Difference {
  nodeId: string;
  classType: string;
  /** Absent where the whole node is missing. */
  input?: string;
  asked?: Json;
  executed?: Json;
  message: string;
}

export interface CompareOptions {
  /** Tells which inputs the server turned into integers, truth values or text. Default: none; then only values that mean the same number count as equal. */
  catalogue?: Catalogue;
}

/**
 * What contradicts the cell in the prompt that the server says it executed; empty: what the label says is what was drawn.
 * Only nodes that the kept outputs need count. What a server is known to change is no contradiction: `{"__value__": x}` is x, `"32"` and `32.7` for an INT are 32,
 * text for a BOOLEAN is whether there is any, numbers for a STRING are their text, a class that was replaced keeps its literals under the names that it still has,
 * and inputs that the server added say nothing. Source: ComfyUI 0.33 execution.py validate_inputs, node_replace_manager.py.
 */
export function compareExecuted(bound: Workflow, executed: Workflow, outputs: readonly string[], { catalogue = {} }: CompareOptions = {}): Difference[] {
  return [...neededNodes(bound, outputs)].flatMap((nodeId) => {
    const asked = bound[nodeId];
    const ran = executed[nodeId];
    if (asked === undefined) return [];
    if (ran === undefined) return [{ nodeId, classType: asked.class_type, message: `${describeNode(bound, nodeId)} was not executed` }];
    return differentInputs(asked, ran, catalogue).map((difference) => ({
      nodeId, classType: asked.class_type, ...difference,
      message: `${describeNode(bound, nodeId)} was asked for ${difference.input} ${shown(difference.asked)} and ran with ${shown(difference.executed)}`,
    }));
  });
}

function differentInputs(asked: WorkflowNode, ran: WorkflowNode, catalogue: Catalogue): { input: string; asked: Json; executed?: Json }[] {
  const spec = Object.hasOwn(catalogue, asked.class_type) ? catalogue[asked.class_type] : undefined;
  const kinds = new Map(spec === undefined ? [] : nodeInputs(spec, asked.inputs).map(({ name, spec: input }) => [name, inputKind(name, input)]));
  const isReplaced = ran.class_type !== asked.class_type;
  return Object.entries(asked.inputs).flatMap(([input, value]) => {
    const executed = Object.hasOwn(ran.inputs, input) ? ran.inputs[input] : undefined;
    if (executed === undefined) return isReplaced ? [] : [{ input, asked: value }];
    return meansTheSame(unwrapped(value), unwrapped(executed), kinds.get(input)) ? [] : [{ input, asked: value, executed }];
  });
}

function unwrapped(value: Json): Json {
  return isObject(value) && value.__value__ !== undefined ? value.__value__ : value;
}

function meansTheSame(asked: Json, executed: Json, kind: InputKind | undefined): boolean {
  if (sameJson(asked, executed)) return true;
  if (kind?.type === 'boolean') return Boolean(asked) === Boolean(executed);
  if (kind?.type === 'text' && typeof executed === 'string') return textsOf(asked).includes(executed);
  const a = asNumber(asked);
  const b = asNumber(executed);
  if (a === undefined || b === undefined) return false;
  return isEqual(a, b) || (kind?.type === 'int' && typeof a === 'number' && isEqual(Math.trunc(a), b));
}

function isEqual(a: number | bigint, b: number | bigint): boolean {
  return typeof a === typeof b ? a === b : String(a) === String(b);
}

/** Deep equality; NaN is equal to itself. */
function sameJson(a: Json, b: Json): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index] ?? null));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] ?? null, b[key] ?? null));
  }
  return a === b || Object.is(a, b);
}

/** How Python writes a value as text. */
function textsOf(value: Json): string[] {
  if (value === null) return ['None'];
  if (typeof value === 'boolean') return [value ? 'True' : 'False'];
  if (typeof value === 'number' && Number.isInteger(value)) return [`${value}`, `${value}.0`];
  return [String(value)];
}

function asNumber(value: Json): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' ? numberOf(value) : undefined;
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text = JSON.stringify(value, (_, item: Json) => (typeof item === 'bigint' ? item.toString() : item));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
