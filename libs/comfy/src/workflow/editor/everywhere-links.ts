import { z } from 'zod';
import type { Json } from '../../protocol/exact-json.js';
import { isObject } from '../input-kind.js';
import type { EditorGraph, EditorLink, EditorNode } from './editor-graph.js';

const id = z.union([z.number(), z.string()]).transform(String);
const everywhereLink = z.object({ downstream: id, downstream_slot: z.number().int(), upstream: id, upstream_slot: z.number().int() });

/**
 * The graph with the links that the node pack Use Everywhere draws from one output to every input of its type.
 * It keeps them as `extra.ue_links`: node and slot at both ends. An input with a link of its own keeps that.
 * Source: graphs as saved with the pack.
 */
export function withEverywhereLinks(graph: EditorGraph, raw: { [key: string]: Json }): EditorGraph {
  const rows = isObject(raw.extra) && Array.isArray(raw.extra.ue_links) ? raw.extra.ue_links : [];
  const added = rows.flatMap((row, index): EditorLink[] => {
    const read = everywhereLink.safeParse(row);
    // Negative, because no link of the page's own is.
    return read.success ? [{ id: -1 - index, originId: read.data.upstream, originSlot: read.data.upstream_slot, targetId: read.data.downstream, targetSlot: read.data.downstream_slot }] : [];
  });
  if (added.length === 0) return graph;
  return { ...graph, nodes: graph.nodes.map((node) => joined(node, added)), links: new Map([...graph.links, ...added.map((link): [number, EditorLink] => [link.id, link])]) };
}

function joined(node: EditorNode, added: readonly EditorLink[]): EditorNode {
  const inputs = node.inputs.map((slot, index) => {
    const link = slot.link === undefined ? added.find(({ targetId, targetSlot }) => targetId === node.id && targetSlot === index) : undefined;
    return link === undefined ? slot : { ...slot, link: link.id };
  });
  return { ...node, inputs };
}
