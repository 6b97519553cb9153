import { z } from 'zod';
import type { Json } from '../../protocol/exact-json.js';
import { jsonValue } from '../../protocol/workflow.js';
import { isObject } from '../input-kind.js';
import type { EditorGraph, EditorLink, EditorNode } from './editor-graph.js';

const index = z.number().int().nullable();
const definitionSchema = z.object({
  nodes: z.array(z.record(z.string(), jsonValue)),
  links: z.array(z.tuple([index, z.number().int(), index, z.number().int()], jsonValue)),
  external: z.array(z.tuple([z.union([z.number(), z.object({ index: z.number() }).transform((node) => node.index)]), z.number()], jsonValue)).catch([]),
  config: z.record(z.string(), jsonValue).nullish().catch(undefined),
});
type Definition = z.infer<typeof definitionSchema>;

/** An input or output of a node inside, by the node's place in the definition and its own. */
interface Socket { node: number; slot: number }

const INPUT_NODE = '-10';
const OUTPUT_NODE = '-20';

/** Whether a node is one of the groups that the page drew as a single node before it had subgraphs. */
export function isGroupNode(type: string): boolean {
  return /^workflow[/>]/.test(type);
}

/**
 * A group node as a subgraph of its own: the nodes inside have their place in the definition as id (`37:0`), the group's inputs and outputs are those inside
 * that are joined to nothing inside, in order, and its values are theirs, one node after the other.
 * Undefined where what the file says of the group does not fit that, as for widgets that are inputs and for primitives inside.
 * Source: graphs that the page saved with the prompts it queued for them.
 */
export function groupNodeGraph(host: EditorNode, groups: Json | undefined, readNode: (raw: { [key: string]: Json }) => EditorNode): EditorGraph | undefined {
  const name = host.type.replace(/^workflow[/>]/, '');
  const read = definitionSchema.safeParse(isObject(groups) && Object.hasOwn(groups, name) ? groups[name] : undefined);
  if (!read.success) return undefined;
  const nodes = read.data.nodes.map((raw, place) => readNode({ ...raw, id: place }));
  const values = splitValues(host, nodes);
  const inputs = openInputs(nodes, read.data);
  const outputs = openOutputs(nodes, read.data);
  const sockets = host.inputs.filter(({ widget }) => widget === undefined);
  const isUnclear = host.inputs.some(({ widget, link }) => widget !== undefined && link !== undefined) || nodes.some(({ type }) => type === 'PrimitiveNode' || isGroupNode(type));
  if (values === undefined || isUnclear || sockets.length !== inputs.length || host.outputs.length !== outputs.length) return undefined;
  const links = allLinks(read.data, inputs, outputs);
  return {
    nodes: nodes.map((node, place) => ({ ...node, values: values[place] ?? [], inputs: node.inputs.map((slot, at) => linked(slot, links.find(({ targetId, targetSlot }) => targetId === node.id && targetSlot === at))) })),
    links: new Map(links.map((link) => [link.id, link])),
    inputs: sockets.map((socket) => ({ name: socket.name, type: socket.type })), outputs: host.outputs.map(({ type }) => ({ name: '', type })),
    inputNodeId: INPUT_NODE, outputNodeId: OUTPUT_NODE,
  };
}

function linked({ name, type, widget }: EditorNode['inputs'][number], link: EditorLink | undefined): EditorNode['inputs'][number] {
  return { name, type, ...(widget === undefined ? {} : { widget }), ...(link === undefined ? {} : { link: link.id }) };
}

/** As many for each node as the definition keeps for it. */
function splitValues(host: EditorNode, nodes: readonly EditorNode[]): Json[][] | undefined {
  const { values } = host;
  const counts = nodes.map((node) => (Array.isArray(node.values) ? node.values.length : undefined));
  if (!Array.isArray(values) || counts.includes(undefined)) return undefined;
  let at = 0;
  const split = counts.map((count = 0) => values.slice(at, at += count));
  return at === values.length ? split : undefined;
}

function openInputs(nodes: readonly EditorNode[], { links, config }: Definition): Socket[] {
  return nodes.flatMap((inner, node) => inner.inputs.flatMap(({ name, widget }, slot) => {
    const isFed = links.some(([origin, , target, targetSlot]) => origin !== null && target === node && targetSlot === slot);
    return widget !== undefined || isFed || shown(config, node, 'input', name) === false ? [] : [{ node, slot }];
  }));
}

function openOutputs(nodes: readonly EditorNode[], { links, external, config }: Definition): Socket[] {
  return nodes.flatMap((inner, node) => inner.outputs.flatMap((_, slot) => {
    const isTaken = links.some(([origin, originSlot, target]) => origin === node && originSlot === slot && target !== null);
    const isOpen = !isTaken || external.some(([origin, originSlot]) => origin === node && originSlot === slot);
    return shown(config, node, 'output', String(slot)) ?? isOpen ? [{ node, slot }] : [];
  }));
}

/** What the person who made the group chose to show or to hide. */
function shown(config: Definition['config'], node: number, side: 'input' | 'output', name: string): boolean | undefined {
  const ofNode = config?.[String(node)];
  const ofSide = isObject(ofNode) ? ofNode[side] : undefined;
  const ofSocket = isObject(ofSide) && Object.hasOwn(ofSide, name) ? ofSide[name] : undefined;
  return isObject(ofSocket) && typeof ofSocket.visible === 'boolean' ? ofSocket.visible : undefined;
}

function allLinks({ links }: Definition, inputs: readonly Socket[], outputs: readonly Socket[]): EditorLink[] {
  const ends = [
    ...links.flatMap(([origin, originSlot, target, targetSlot]) => (origin === null || target === null ? [] : [{ originId: String(origin), originSlot, targetId: String(target), targetSlot }])),
    ...inputs.map(({ node, slot }, place) => ({ originId: INPUT_NODE, originSlot: place, targetId: String(node), targetSlot: slot })),
    ...outputs.map(({ node, slot }, place) => ({ originId: String(node), originSlot: slot, targetId: OUTPUT_NODE, targetSlot: place })),
  ];
  return ends.map((link, id) => ({ id, ...link }));
}
