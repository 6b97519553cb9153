import { readFileSync } from 'node:fs';
import type { BroughtFile } from '../support/builder.js';

type Graph = { nodes: { id: number; type: string; widgets_values?: unknown[] }[]; links: unknown[] };

/** A graph as ComfyUI's editor saves it: a bypassed LoRA, a reroute, a note, a seed that changes after each run; 256 × 256 px, for the built-in engine's models. */
export const lighthouse: BroughtFile = jsonFile('lighthouse.json', readGraph());

export function jsonFile(name: string, content: unknown): BroughtFile {
  return textFile(name, JSON.stringify(content));
}

export function textFile(name: string, text: string): BroughtFile {
  return { name, mimeType: 'application/json', buffer: Buffer.from(text) };
}

/** The same graph with one of its nodes changed. */
export function withNode(name: string, id: number, change: object): BroughtFile {
  const graph = readGraph();
  return jsonFile(name, { ...graph, nodes: graph.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)) });
}

function readGraph(): Graph {
  // The file beside this one.
  return JSON.parse(readFileSync(new URL('lighthouse.json', import.meta.url), 'utf8')) as Graph;
}
