import { z } from 'zod';
import type { Json } from '../../protocol/exact-json.js';
import type { Catalogue } from '../../protocol/node-spec.js';
import type { Workflow } from '../../protocol/workflow.js';
import { bindWorkflow, type WorkflowParameters } from '../bind-workflow.js';
import { canonicalJson } from '../canonical-json.js';
import { isObject } from '../input-kind.js';
import { convertEditorGraph } from './convert-editor-graph.js';
import { MODE, type EditorNode } from './editor-graph.js';
import { readEditorFile } from './read-editor-file.js';
import { allScopes, buildScopes, executionId, SubgraphError, type Scope } from './scope.js';
import { traceInput } from './trace-source.js';
import { widgetValues } from './widget-values.js';

/**
 * The editor's graph with a cell's parameters put in, for `extra_pnginfo.workflow`, so that a picture dropped on ComfyUI restores what drew it.
 * `workflow` is the API form of the same graph, before the parameters. The graph given stays as it is.
 * Undefined where it is not possible, as for two uses of one subgraph that now differ: whatever is given back, converted again, is exactly the bound workflow.
 * Throws what bindWorkflow throws.
 */
export function fillEditorGraph(graph: Json, workflow: Workflow, parameters: WorkflowParameters, catalogue: Catalogue): Json | undefined {
  const bound = bindWorkflow(workflow, parameters, { catalogue });
  const set = bindWorkflow(workflow, { ...parameters, bypass: [] }, { catalogue });
  const copy = structuredClone(graph);
  if (!isObject(copy)) return undefined;
  try {
    const isFilled = Object.keys(parameters.set).every((path) => putValue(copy, set, path, catalogue)) && parameters.bypass.every((nodeId) => putBypass(copy, nodeId));
    return isFilled && drawsTheSame(copy, bound, catalogue) ? copy : undefined;
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SubgraphError) return undefined;
    throw error;
  }
}

function drawsTheSame(graph: { [key: string]: Json }, bound: Workflow, catalogue: Catalogue): boolean {
  const conversion = convertEditorGraph(graph, catalogue);
  return conversion.ok && recipeOf(bindWorkflow(conversion.workflow, { set: {}, bypass: [] }, { catalogue })) === recipeOf(bound);
}

function recipeOf(workflow: Workflow): string {
  return canonicalJson(Object.fromEntries(Object.entries(workflow).map(([id, { class_type, inputs }]) => [id, { class_type, inputs }])));
}

/** Read afresh for each value: what is put in may change where the next one belongs (dynamic inputs). */
function findNode(graph: { [key: string]: Json }, nodeId: string): { scope: Scope; node: EditorNode } | undefined {
  for (const scope of allScopes(buildScopes(readEditorFile(graph)))) {
    const node = scope.graph.nodes.find((candidate) => executionId(scope, candidate) === nodeId);
    if (node !== undefined) return { scope, node };
  }
  return undefined;
}

function putBypass(graph: { [key: string]: Json }, nodeId: string): boolean {
  const found = findNode(graph, nodeId);
  if (found === undefined) return false;
  found.node.raw.mode = MODE.bypassed;
  return true;
}

function putValue(graph: { [key: string]: Json }, bound: Workflow, path: string, catalogue: Catalogue): boolean {
  const nodeId = path.slice(0, path.indexOf('.'));
  const inputs = bound[nodeId]?.inputs ?? {};
  const name = inputNameIn(inputs, path.slice(nodeId.length + 1));
  const found = findNode(graph, nodeId);
  const value = name === undefined ? undefined : inputs[name];
  if (found === undefined || name === undefined || value === undefined) return false;
  return places(found.scope, found.node, name, catalogue).map(({ node, at }) => putAt(node, at, isObject(value) && value.__value__ !== undefined ? value.__value__ : value)).some(Boolean);
}

/** The input itself, where the path goes on into an object. */
function inputNameIn(inputs: Readonly<Record<string, Json>>, path: string): string | undefined {
  const names = Object.keys(inputs).filter((name) => path === name || path.startsWith(`${name}.`));
  return names.sort((a, b) => b.length - a.length)[0];
}

/** Where the editor keeps the value of a widget: in the primitive or the subgraph's node that stands for it, else in the node, by place and by name. */
function places(scope: Scope, node: EditorNode, name: string, catalogue: Catalogue): { node: EditorNode; at: number | string }[] {
  const slot = node.inputs.find((candidate) => candidate.widget === name || candidate.name === name);
  const source = slot === undefined ? undefined : traceInput(scope, node, slot);
  if (source?.kind === 'value') return [{ node: source.holder, at: source.at }];
  const shown = scope.host?.values.at.get(`${node.id}.${name}`);
  if (scope.host !== undefined && shown !== undefined) return [{ node: scope.host.node, at: shown }];
  const spec = catalogue[node.type];
  if (spec === undefined) return [];
  const { namedValues: _, ...byPlace } = node;
  return [node, byPlace].flatMap((form) => {
    const reading = widgetValues(form, spec);
    const at = reading.ok ? reading.widgets.find((widget) => widget.name === name)?.at : undefined;
    return at === undefined ? [] : [{ node, at }];
  });
}

function putAt({ raw }: EditorNode, at: number | string, value: Json): boolean {
  const list = raw.widgets_values;
  if (typeof at === 'number') {
    if (!Array.isArray(list)) return false;
    list[at] = value;
    return true;
  }
  const named = isObject(raw.widgets_values_named) ? raw.widgets_values_named : list;
  if (!isObject(named)) return false;
  named[at] = value;
  return true;
}
