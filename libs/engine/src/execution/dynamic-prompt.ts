import type { Prompt, PromptNode } from '../nodes/node.js';

/** A link `[node id, slot]`; a negative slot counts from the end. */
export type Link = readonly [nodeId: string, slot: number];

export function isLink(value: unknown): value is Link {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number';
}

/** The prompt while it runs: what was sent, and the nodes that other nodes became. */
export class DynamicPrompt {
  private readonly nodes: Map<string, PromptNode>;
  private readonly parents = new Map<string, string>();

  constructor(readonly original: Prompt) {
    this.nodes = new Map(Object.entries(original));
  }

  has(id: string): boolean {
    return this.nodes.has(id);
  }

  node(id: string): PromptNode {
    const node = this.nodes.get(id);
    if (node === undefined) throw new RangeError(`no node ${id} in the prompt`);
    return node;
  }

  /** Adds a node that `parentId` became; throws RangeError for an id that is taken. */
  expand(id: string, node: PromptNode, parentId: string): void {
    if (this.nodes.has(id)) throw new RangeError(`Duplicate node id ${id}`);
    this.nodes.set(id, node);
    this.parents.set(id, parentId);
  }

  /** The node that this one came of; null for a node of the prompt itself. */
  parentOf(id: string): string | null {
    return this.parents.get(id) ?? null;
  }

  /** The node of the prompt itself that this one belongs to. */
  rootOf(id: string): string {
    const parent = this.parents.get(id);
    return parent === undefined ? id : this.rootOf(parent);
  }
}
