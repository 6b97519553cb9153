import { z } from 'zod';
import { parseExactJson, type Json } from '../protocol/exact-json.js';
import type { Catalogue } from '../protocol/node-spec.js';
import { workflow as workflowSchema, type Workflow } from '../protocol/workflow.js';
import { convertEditorGraph, type ConversionProblem } from './editor/convert-editor-graph.js';
import { isObject } from './input-kind.js';
import { describeNode, isLink } from './workflow-link.js';
import { lackingInputs } from './lacking-inputs.js';
import { listOutputs } from './list-outputs.js';

/** The workflow in a text, or why there is none: a sentence, and the nodes that stand in the way where there are such. */
export type WorkflowReading =
  | { ok: true; format: 'api' | 'editor'; workflow: Workflow; /** The editor's graph as it came, where the text has one. */ editorGraph?: Json; warnings: string[] }
  | { ok: false; message: string; nodes?: ConversionProblem[] };

/** What a person can do about a graph that only ComfyUI's page can convert. */
const REMEDY = 'in ComfyUI choose "Export (API)", or drop a picture it made';

const MAX_LENGTH = 32 * 1024 * 1024;

/**
 * Reads a workflow in whatever form people have it: API format, the editor's format (converted with the catalogue),
 * or an object with `prompt` (API) and `workflow` (editor), as pictures hold them. Bare NaN is tolerated.
 * Texts are read to 32 MiB and 256 levels. Never throws for what the text is.
 */
export function readWorkflow(text: string, catalogue: Catalogue): WorkflowReading {
  if (text.trim() === '') return refusal('The file is empty');
  if (text.length > MAX_LENGTH) return refusal('The file is too large for a workflow: more than 32 MiB');
  let json: Json;
  try {
    json = parseExactJson(text, { allowNaN: true });
  } catch (error) {
    if (error instanceof SyntaxError) return refusal(`The file is no JSON: ${error.message}`);
    throw error;
  }
  return isObject(json) ? readObject(json, catalogue) : refusal('The file is JSON, but no ComfyUI workflow: a workflow is an object of nodes');
}

function readObject(json: { [key: string]: Json }, catalogue: Catalogue): WorkflowReading {
  if (Array.isArray(json.nodes)) return readEditor(json, catalogue);
  const prompt = embedded(isNode(json.prompt) ? undefined : json.prompt) ?? embedded(isNode(json.output) ? undefined : json.output);
  const graph = embedded(json.workflow) ?? sentGraph(json.extra_data);
  if (prompt !== undefined) {
    const reading = readApi(prompt, catalogue);
    return reading.ok && graph !== undefined ? { ...reading, editorGraph: graph } : reading;
  }
  if (graph !== undefined && !isNode(json.workflow)) return readObject(graph, catalogue);
  return readApi(json, catalogue);
}

/** Where the page puts the graph when it queues. */
function sentGraph(extraData: Json | undefined): { [key: string]: Json } | undefined {
  const info = isObject(extraData) ? extraData.extra_pnginfo : undefined;
  return isObject(info) ? embedded(info.workflow) : undefined;
}

/** An object, or one written as JSON text, as in a picture's chunks. */
function embedded(value: Json | undefined): { [key: string]: Json } | undefined {
  if (isObject(value)) return value;
  if (typeof value !== 'string') return undefined;
  try {
    const parsed = parseExactJson(value, { allowNaN: true });
    return isObject(parsed) ? parsed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readEditor(json: { [key: string]: Json }, catalogue: Catalogue): WorkflowReading {
  if (Array.isArray(json.nodes) && json.nodes.length === 0) return refusal('The workflow has no nodes');
  try {
    const conversion = convertEditorGraph(json, catalogue);
    if (!conversion.ok) return unconvertible(conversion.nodes);
    if (Object.keys(conversion.workflow).length === 0) return refusal('The workflow has no nodes that run: all of them are notes, muted or bypassed');
    return { ok: true, format: 'editor', workflow: conversion.workflow, editorGraph: json, warnings: [...conversion.warnings, ...workflowWarnings(conversion.workflow, catalogue)] };
  } catch (error) {
    if (error instanceof z.ZodError) return refusal(`The file looks like a graph of ComfyUI's editor, but cannot be read (${error.issues[0]?.path.join('.') ?? ''}: ${error.issues[0]?.message ?? ''}); ${REMEDY}`);
    throw error;
  }
}

function unconvertible(nodes: ConversionProblem[]): WorkflowReading {
  const [first] = nodes;
  const name = first === undefined ? 'A node' : `Node ${first.id} ${first.classType ?? ''}`.trim();
  const more = nodes.length > 1 ? `; and ${nodes.length - 1} more` : '';
  return { ok: false, message: `${name} cannot be converted: ${first?.message ?? ''}${more}; ${REMEDY}`, nodes };
}

function readApi(json: { [key: string]: Json }, catalogue: Catalogue): WorkflowReading {
  const entries = Object.entries(json);
  if (entries.length === 0) return refusal('The workflow has no nodes');
  const strange = entries.filter(([, value]) => !isNode(value)).map(([id]) => id);
  if (strange.length === entries.length) return refusal(`The file is JSON, but no ComfyUI workflow: nothing in it is a node with a class_type`);
  if (strange.length > 0) return refusal(`The workflow is broken: "${strange[0]}" is no node, because it has no class_type`);
  const read = workflowSchema.safeParse(json);
  if (!read.success) return refusal(`The workflow is broken: ${read.error.issues[0]?.path.join('.') ?? ''}: ${read.error.issues[0]?.message ?? ''}`);
  const broken = [...looseLinks(read.data), ...strangeNumbers(read.data)];
  if (broken.length > 0) return { ok: false, message: `The workflow is broken: ${broken[0]?.message ?? ''}`, nodes: broken };
  return { ok: true, format: 'api', workflow: read.data, warnings: workflowWarnings(read.data, catalogue) };
}

function isNode(value: Json | undefined): boolean {
  return isObject(value) && typeof value.class_type === 'string';
}

function looseLinks(workflow: Workflow): ConversionProblem[] {
  return Object.entries(workflow).flatMap(([id, node]) => Object.entries(node.inputs).flatMap(([name, value]) => (
    isLink(value) && !Object.hasOwn(workflow, value[0]) ? [{ id, classType: node.class_type, message: `"${name}" of ${describeNode(workflow, id)} is linked to node ${value[0]}, which is not there` }] : []
  )));
}

/** NaN and infinities cannot be sent, and mean nothing to a sampler. */
function strangeNumbers(workflow: Workflow): ConversionProblem[] {
  return Object.entries(workflow).flatMap(([id, node]) => Object.entries(node.inputs).flatMap(([name, value]) => (
    isFiniteThroughout(value) ? [] : [{ id, classType: node.class_type, message: `"${name}" of ${describeNode(workflow, id)} is NaN or infinite, which is no number` }]
  )));
}

function isFiniteThroughout(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isFiniteThroughout);
  return isObject(value) ? Object.values(value).every(isFiniteThroughout) : true;
}

function workflowWarnings(workflow: Workflow, catalogue: Catalogue): string[] {
  const isJudged = Object.values(workflow).every(({ class_type }) => Object.hasOwn(catalogue, class_type));
  const isIdle = isJudged && listOutputs(workflow, catalogue).length === 0;
  return [...lackingInputs(workflow, catalogue), ...(isIdle ? ['The workflow has no output node, such as SaveImage: it draws nothing'] : [])];
}

function refusal(message: string): WorkflowReading {
  return { ok: false, message };
}
