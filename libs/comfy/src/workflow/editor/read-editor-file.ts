import { z } from 'zod';
import type { Json } from '../../protocol/exact-json.js';
import { jsonValue } from '../../protocol/workflow.js';
import { isObject } from '../input-kind.js';
import type { EditorFile, EditorGraph, EditorLink, EditorNode, EditorSlot } from './editor-graph.js';
import { withEverywhereLinks } from './everywhere-links.js';
import { groupNodeGraph, isGroupNode } from './group-node.js';

const id = z.union([z.number(), z.string()]).transform(String);
const slotIndex = z.coerce.number().int();
// Custom nodes also write numbers and lists of names; 0 stands for any type.
const dataType = z.union([z.string(), z.number(), z.array(z.string())]).catch('*')
  .transform((type) => (Array.isArray(type) ? type.join(',') : type === 0 ? '*' : String(type)));

const slot = z.object({
  name: z.string(), type: dataType, link: z.number().nullish(), widget: z.object({ name: z.string() }).nullish().catch(undefined),
}).transform(({ name, type, link, widget }): EditorSlot => ({
  name, type, ...(link === null || link === undefined ? {} : { link }), ...(widget ? { widget: widget.name } : {}),
}));

const values = z.union([z.array(jsonValue), z.record(z.string(), jsonValue)]).nullish().transform((value) => value ?? []);

const node = z.object({
  id, type: z.string(), title: z.string().optional().catch(undefined), mode: z.number().catch(0),
  inputs: z.array(slot).nullish().transform((list) => list ?? []),
  outputs: z.array(z.object({ type: dataType })).nullish().transform((list) => list ?? []),
  widgets_values: values,
  widgets_values_named: z.record(z.string(), jsonValue).optional().catch(undefined),
  properties: z.object({ proxyWidgets: z.array(z.tuple([id, z.string()], jsonValue)).optional().catch(undefined) }).nullish().catch(undefined),
});

const link = z.union([
  z.tuple([z.number(), id, slotIndex, id, slotIndex], jsonValue).transform(([linkId, originId, originSlot, targetId, targetSlot]): EditorLink => ({ id: linkId, originId, originSlot, targetId, targetSlot })),
  z.object({ id: z.number(), origin_id: id, origin_slot: slotIndex, target_id: id, target_slot: slotIndex })
    .transform((value): EditorLink => ({ id: value.id, originId: value.origin_id, originSlot: value.origin_slot, targetId: value.target_id, targetSlot: value.target_slot })),
]);

const port = z.object({ name: z.string().catch(''), type: dataType });
const ports = z.array(port).nullish().transform((list) => list ?? []);
const ioNode = (standard: string) => z.object({ id }).optional().catch(undefined).transform((value) => value?.id ?? standard);

const graph = z.object({
  nodes: z.array(jsonValue), links: z.array(link.nullable().catch(null)).nullish(),
  inputs: ports, outputs: ports, inputNode: ioNode('-10'), outputNode: ioNode('-20'),
});

/** Class names of the first pages; those since rename them when they open a file. Source: the page's own list. */
const OLD_CLASSES: Readonly<Record<string, string>> = {
  'ConditioningAverage ': 'ConditioningAverage', 'SDV_img2vid_Conditioning': 'SVD_img2vid_Conditioning', 'T2IAdapterLoader': 'ControlNetLoader',
};

/**
 * Reads the editor's format, v0.4 (links as lists) and v1 (links as objects), with its subgraphs wherever they are defined; group nodes are subgraphs as well.
 * Link reroutes and floating links only bend lines: links name their ends all the same.
 * Throws z.ZodError for a node of another shape. Source: workflow JSON specification of ComfyUI (docs.comfy.org/specs/workflow_json).
 */
export function readEditorFile(file: { [key: string]: Json }): EditorFile {
  const subgraphs = new Map<string, EditorGraph>();
  collectSubgraphs(file, subgraphs);
  const root = readGraph(file);
  const groups = isObject(file.extra) ? file.extra.groupNodes : undefined;
  return { root: { ...root, nodes: root.nodes.map((node) => asSubgraph(node, groups, subgraphs)) }, subgraphs };
}

/** Each group node has values of its own, so each is a subgraph of its own. */
function asSubgraph(node: EditorNode, groups: Json | undefined, subgraphs: Map<string, EditorGraph>): EditorNode {
  const inside = isGroupNode(node.type) ? groupNodeGraph(node, groups, readNode) : undefined;
  if (inside === undefined) return node;
  const type = `${node.type} ${node.id}`;
  subgraphs.set(type, inside);
  return { ...node, type, values: [] };
}

function collectSubgraphs(owner: { [key: string]: Json }, found: Map<string, EditorGraph>): void {
  const list = isObject(owner.definitions) ? owner.definitions.subgraphs : undefined;
  for (const definition of Array.isArray(list) ? list : []) {
    if (!isObject(definition) || typeof definition.id !== 'string' || found.has(definition.id)) continue;
    found.set(definition.id, readGraph(definition));
    collectSubgraphs(definition, found);
  }
}

function readGraph(raw: { [key: string]: Json }): EditorGraph {
  const { nodes, links, inputs, outputs, inputNode, outputNode } = graph.parse(raw);
  const kept = (links ?? []).filter((item) => item !== null);
  const read: EditorGraph = {
    nodes: nodes.filter(isObject).map(readNode), links: new Map(kept.map((item) => [item.id, item])),
    inputs, outputs, inputNodeId: inputNode, outputNodeId: outputNode,
  };
  return withEverywhereLinks(read, raw);
}

function readNode(raw: { [key: string]: Json }): EditorNode {
  const { title, widgets_values, widgets_values_named, properties, ...read } = node.parse(raw);
  const type = Object.hasOwn(OLD_CLASSES, read.type) ? OLD_CLASSES[read.type] ?? read.type : read.type;
  return {
    ...read, type, ...(title === undefined ? {} : { title }), values: widgets_values, ...(widgets_values_named === undefined ? {} : { namedValues: widgets_values_named }),
    proxyWidgets: (properties?.proxyWidgets ?? []).map(([nodeId, widget]) => [nodeId, widget]), raw,
  };
}
