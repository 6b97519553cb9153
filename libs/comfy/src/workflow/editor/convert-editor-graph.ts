import type { Json } from '../../protocol/exact-json.js';
import type { Catalogue, NodeSpec } from '../../protocol/node-spec.js';
import type { Workflow, WorkflowNode } from '../../protocol/workflow.js';
import { nearestNames, perhaps } from '../nearest-names.js';
import { isLink, neededNodes } from '../workflow-link.js';
import { MODE, type EditorNode } from './editor-graph.js';
import { readEditorFile } from './read-editor-file.js';
import { isGroupNode } from './group-node.js';
import { queuedText } from './queued-text.js';
import { allScopes, buildScopes, executionId, shownValue, SubgraphError, type Scope } from './scope.js';
import { isReroute, traceInput } from './trace-source.js';
import { widgetValues } from './widget-values.js';

/** A node that could not be converted, and why. */
export interface ConversionProblem { id: string; classType?: string; message: string }

/** The workflow in API format, or the nodes that stand in the way. `warnings` name what was left out. */
export type Conversion = { ok: true; workflow: Workflow; warnings: string[] } | { ok: false; nodes: ConversionProblem[] };

/** Nodes that never leave the editor. */
const EDITOR_ONLY = new Set(['Note', 'MarkdownNote', 'PrimitiveNode', 'SetNode', 'GetNode', 'Anything Everywhere', 'Anything Everywhere?', 'Anything Everywhere3', 'Prompts Everywhere']);

/**
 * Converts the editor's graph to API format with what the server says of its node classes, as ComfyUI's page does when it queues:
 * reroutes, primitives, subgraphs and bypassed nodes resolved, muted nodes left out.
 * A node that cannot be converted is refused if an output needs it, and left out with a warning if none does. Throws z.ZodError for nodes of another shape.
 */
export function convertEditorGraph(graph: { [key: string]: Json }, catalogue: Catalogue): Conversion {
  let root: Scope;
  try {
    root = buildScopes(readEditorFile(graph));
  } catch (error) {
    if (error instanceof SubgraphError) return { ok: false, nodes: [{ id: error.nodeId, classType: error.type, message: error.message }] };
    throw error;
  }
  const scopes = allScopes(root);
  const conversion = settle(scopes.flatMap((scope) => scope.graph.nodes.filter((node) => runs(scope, node)).map((node) => convertNode(scope, node, catalogue))), catalogue);
  return conversion.ok ? { ...conversion, warnings: [...conversion.warnings, ...scopes.flatMap(promotionWarning)] } : conversion;
}

function promotionWarning({ host, path }: Scope): string[] {
  return host?.values.warning === undefined ? [] : [`Node ${path} ${host.node.title ?? 'subgraph'}: ${host.values.warning}`];
}

interface Converted { id: string; node: WorkflowNode; problem?: string; warnings?: string[] }

function runs(scope: Scope, node: EditorNode): boolean {
  if (node.mode === MODE.muted || node.mode === MODE.bypassed || scope.inner.has(node.id)) return false;
  return !EDITOR_ONLY.has(node.type) && !isReroute(node);
}

function convertNode(scope: Scope, node: EditorNode, catalogue: Catalogue): Converted {
  const id = executionId(scope, node);
  const spec = Object.hasOwn(catalogue, node.type) ? catalogue[node.type] : undefined;
  const base = { class_type: node.type, _meta: { title: node.title ?? spec?.display_name ?? node.type } };
  if (spec === undefined) return { id, node: { ...base, inputs: linkedInputs(scope, node) }, problem: unknownClass(node, catalogue) };
  const reading = widgetValues(node, spec);
  if (!reading.ok) return { id, node: { ...base, inputs: linkedInputs(scope, node) }, problem: reading.message };
  const literals = reading.widgets.map(({ name, value }) => [name, asLiteral(shownValue(scope, node, name) ?? value)]);
  const inputs: Record<string, Json> = { ...Object.fromEntries(literals), ...linkedInputs(scope, node) };
  const texts = reading.widgets.filter(({ name, isDynamicText }) => isDynamicText === true && !isPromoted(scope, node, name)).flatMap(({ name }) => {
    const value = inputs[name];
    return typeof value === 'string' ? [{ name, ...queuedText(value) }] : [];
  });
  const drawn = texts.filter(({ hasChoice }) => hasChoice).map(({ name }) => `Node ${id} ${node.type}: of what stands in braces in "${name}" ComfyUI’s page draws one when it queues; here it stays as it is, so write it as an axis`);
  return { id, node: { ...base, inputs: { ...inputs, ...Object.fromEntries(texts.map(({ name, text }) => [name, text])) } }, warnings: drawn };
}

/** Whether the value comes from the node of a subgraph around: the page sends such a text as it is. */
function isPromoted(scope: Scope, node: EditorNode, name: string): boolean {
  const slot = node.inputs.find((candidate) => candidate.widget === name || candidate.name === name);
  const source = slot === undefined ? undefined : traceInput(scope, node, slot);
  return source?.kind === 'value' && source.holder.type !== 'PrimitiveNode';
}

/** What links bring: links of the API, or the values of primitives and of widgets that a subgraph's node shows. */
function linkedInputs(scope: Scope, node: EditorNode): Record<string, Json> {
  return Object.fromEntries(node.inputs.flatMap((slot) => {
    const source = traceInput(scope, node, slot);
    if (source === undefined) return [];
    return [[slot.widget ?? slot.name, source.kind === 'link' ? [source.nodeId, source.slot] : asLiteral(source.value)]];
  }));
}

/** A bare list would be read as a link. */
function asLiteral(value: Json): Json {
  return Array.isArray(value) ? { __value__: value } : value;
}

function unknownClass(node: EditorNode, catalogue: Catalogue): string {
  if (isGroupNode(node.type)) return 'it is a group node, of a kind that only ComfyUI’s page can take apart';
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(node.type)) return 'the file lacks the subgraph that it stands for';
  return `the server has no node class "${node.type}"${perhaps(nearestNames(node.type, Object.keys(catalogue)))}`;
}

/** What no output needs is left out where it is in the way; a server refuses a whole workflow for one unknown class. */
function settle(converted: readonly Converted[], catalogue: Catalogue): Conversion {
  const whole: Workflow = Object.fromEntries(converted.map(({ id, node }) => [id, node]));
  const outputs = converted.filter(({ node, problem }) => problem === undefined && specOf(catalogue, node)?.output_node === true).map(({ id }) => id);
  const needed = outputs.length === 0 ? joinedNodes(whole) : neededNodes(whole, outputs);
  const troubled = converted.filter(({ problem }) => problem !== undefined);
  const problems = troubled.filter(({ id }) => needed.has(id));
  if (problems.length > 0) return { ok: false, nodes: problems.map(({ id, node, problem = '' }) => ({ id, classType: node.class_type, message: problem })) };
  const left = new Set(troubled.map(({ id }) => id));
  const kept = converted.filter(({ id }) => !left.has(id));
  const workflow = Object.fromEntries(kept.map(({ id, node }) => [id, { ...node, inputs: withoutLoose(node.inputs, whole, left) }]));
  const leftOut = troubled.map(({ id, node, problem }) => `Node ${id} ${node.class_type} was left out, because no output needs it and ${problem}`);
  return { ok: true, workflow, warnings: [...leftOut, ...kept.flatMap(({ warnings = [] }) => warnings)] };
}

/** Where no output is known, what is joined to anything; labels and buttons of node packs stand alone. All, where nothing is joined. */
function joinedNodes(workflow: Workflow): Set<string> {
  const links = Object.entries(workflow).flatMap(([id, { inputs }]) => Object.values(inputs).flatMap((value) => (isLink(value) ? [id, value[0]] : [])));
  return new Set(links.length === 0 ? Object.keys(workflow) : links);
}

function withoutLoose(inputs: Record<string, Json>, whole: Workflow, left: ReadonlySet<string>): Record<string, Json> {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isLink(value) || (Object.hasOwn(whole, value[0]) && !left.has(value[0]))));
}

function specOf(catalogue: Catalogue, node: WorkflowNode): NodeSpec | undefined {
  return Object.hasOwn(catalogue, node.class_type) ? catalogue[node.class_type] : undefined;
}
