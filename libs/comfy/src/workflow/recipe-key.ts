import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Json } from '../protocol/exact-json.js';
import type { Workflow, WorkflowNode } from '../protocol/workflow.js';
import { canonicalJson } from './canonical-json.js';
import { neededNodes } from './workflow-link.js';

/** What a drawing is made from. */
export interface Recipe {
  /** The kind of generator: a picture of the built-in engine never passes for a real model's. */
  kind: string;
  /** The bound workflow. */
  workflow: Workflow;
  /** Ids of the output nodes that are kept; their order does not matter. */
  outputs: readonly string[];
  /** Input pictures: the name that is bound in the workflow → sha-256 (hex) of the bytes. */
  pictures: Readonly<Record<string, string>>;
}

/**
 * The recipe key: sha-256 (64 hex digits) over canonical JSON of all that decides a drawing, the same on every server.
 * Nodes that no kept output needs, `_meta`, `filename_prefix`, the order of nodes and the separators in model names do not count.
 */
export function recipeKey({ kind, workflow, outputs, pictures }: Recipe): string {
  const nodes: Record<string, Json> = {};
  for (const nodeId of neededNodes(workflow, outputs)) {
    const node = workflow[nodeId];
    if (node !== undefined) nodes[nodeId] = { class_type: node.class_type, inputs: countedInputs(node, pictures) };
  }
  return bytesToHex(sha256(utf8ToBytes(canonicalJson({ kind, outputs: [...new Set(outputs)].sort(), workflow: nodes }))));
}

function countedInputs(node: WorkflowNode, pictures: Recipe['pictures']): Record<string, Json> {
  const counted = Object.entries(node.inputs).filter(([name]) => name !== 'filename_prefix');
  return Object.fromEntries(counted.map(([name, value]) => [name, countedValue(value, pictures)]));
}

function countedValue(value: Json, pictures: Recipe['pictures']): Json {
  if (typeof value !== 'string') return value;
  const hash = Object.hasOwn(pictures, value) ? pictures[value] : undefined;
  if (hash !== undefined) return { image: hash };
  return isModelName(value) ? value.replaceAll('\\', '/') : value;
}

// Told by its ending, not by a server's catalogue: the key must not depend on which server is asked. A backslash in a prompt stays one.
function isModelName(text: string): boolean {
  return /^[^\n]+\.(safetensors|sft|ckpt|pt|pt2|pth|bin|gguf|onnx|pkl|yaml)$/i.test(text);
}
