import type { Json } from '../../protocol/exact-json.js';
import type { EditorGraph, EditorNode } from './editor-graph.js';

/** What a subgraph's node says about widgets inside: by the name of the subgraph's input, and by `<inner node id>.<widget>`. `at` is the place in the node's list of values. */
export interface PromotedValues {
  byInput: ReadonlyMap<string, Json>;
  byWidget: ReadonlyMap<string, Json>;
  at: ReadonlyMap<string, number | string>;
  /** Why values of the node's list are passed over, where some are. */
  warning?: string;
}

const CONTROL_WORDS = new Set<Json>(['fixed', 'increment', 'decrement', 'randomize', 'increment-wrap']);

/**
 * The values that a subgraph's node holds for widgets inside. Three ways are in use: by name; in the order of `proxyWidgets`;
 * and, without those, one for each of the subgraph's inputs that ends in a widget, sometimes with a seed's companion in between.
 * A list may end before its names do: what the page does not keep comes last, or has a null in its place. A list that is longer fits no names:
 * nothing is guessed, the inner widgets keep their own values, and `warning` says so.
 */
export function promotedValues(node: EditorNode, graph: EditorGraph): PromotedValues {
  const places = node.namedValues !== undefined ? placesByName(node.namedValues, graph)
    : !Array.isArray(node.values) ? placesByName(node.values, graph)
    : node.proxyWidgets.length > 0 ? placesByProxy(node, graph)
    : placesByOrder(node.values, graph);
  const byInput = new Map<string, Json>();
  const byWidget = new Map<string, Json>();
  const at = new Map<string, number | string>();
  for (const { input, widget, place, value } of places) {
    if (value === null || value === undefined) continue;
    if (input !== undefined) byInput.set(input, value);
    else if (widget !== undefined) byWidget.set(widget, value);
    at.set(input ?? widget ?? '', place);
  }
  return { byInput, byWidget, at, ...(isTooLong(node) ? { warning: tooLong(node) } : {}) };
}

function isTooLong({ proxyWidgets, values, namedValues }: EditorNode): boolean {
  return namedValues === undefined && proxyWidgets.length > 0 && Array.isArray(values) && values.slice(proxyWidgets.length).some((value) => value !== null);
}

function tooLong({ proxyWidgets, values }: EditorNode): string {
  return `it shows ${proxyWidgets.length} widgets and has ${Object.keys(values).length} values; those inside the subgraph were taken instead`;
}

interface Place { input?: string; widget?: string; place: number | string; value: Json | undefined }

function placesByName(values: Readonly<Record<string, Json>>, graph: EditorGraph): Place[] {
  return graph.inputs.filter(({ name }) => Object.hasOwn(values, name)).map(({ name }) => ({ input: name, place: name, value: values[name] }));
}

function placesByProxy(node: EditorNode, graph: EditorGraph): Place[] {
  const { proxyWidgets, values } = node;
  if (!Array.isArray(values) || isTooLong(node)) return [];
  return proxyWidgets.map(([nodeId, widget], place) => {
    const input = nodeId === '-1' ? widget : inputThatFeeds(graph, nodeId, widget);
    return input === undefined ? { widget: `${nodeId}.${widget}`, place, value: values[place] } : { input, place, value: values[place] };
  });
}

function placesByOrder(values: readonly Json[], graph: EditorGraph): Place[] {
  const inputs = graph.inputs.filter((_, index) => endsInWidget(graph, index));
  const isLonger = values.length > inputs.length;
  let place = 0;
  return inputs.map(({ name }) => {
    const found = { input: name, place, value: values[place] };
    place += 1;
    if (isLonger && CONTROL_WORDS.has(values[place] ?? null)) place += 1;
    return found;
  });
}

/** The subgraph's input whose link ends at that widget. */
function inputThatFeeds(graph: EditorGraph, nodeId: string, widget: string): string | undefined {
  const slot = graph.nodes.find(({ id }) => id === nodeId)?.inputs.find((candidate) => candidate.widget === widget || candidate.name === widget);
  const link = slot?.link === undefined ? undefined : graph.links.get(slot.link);
  return link?.originId === graph.inputNodeId ? graph.inputs[link.originSlot]?.name : undefined;
}

function endsInWidget(graph: EditorGraph, index: number): boolean {
  const links = [...graph.links.values()].filter(({ originId, originSlot }) => originId === graph.inputNodeId && originSlot === index);
  return links.some(({ id }) => graph.nodes.some(({ inputs }) => inputs.some((slot) => slot.link === id && slot.widget !== undefined)));
}
