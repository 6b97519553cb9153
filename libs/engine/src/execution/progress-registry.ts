import type { Json } from '@gridscope/comfy';
import type { DynamicPrompt } from './dynamic-prompt.js';

interface NodeProgress { value: number; max: number; state: 'running' | 'finished' }

/** How far each node of a run is, as `progress_state` tells it: every message carries all nodes so far. */
export class ProgressRegistry {
  private readonly nodes = new Map<string, NodeProgress>();

  constructor(private readonly promptId: string, private readonly prompt: DynamicPrompt) {}

  start(id: string): void {
    this.nodes.set(id, { value: 0, max: 1, state: 'running' });
  }

  update(id: string, value: number, max: number): void {
    this.nodes.set(id, { value, max, state: 'running' });
  }

  finish(id: string): void {
    const max = this.nodes.get(id)?.max ?? 1;
    this.nodes.set(id, { value: max, max, state: 'finished' });
  }

  /** The data of a `progress_state` message. */
  message(): Record<string, Json> {
    const nodes = [...this.nodes].map(([id, { value, max, state }]) => [id, { value, max, state, ...this.identity(id) }]);
    return { prompt_id: this.promptId, nodes: Object.fromEntries(nodes) };
  }

  /** Who a node is, as messages and preview frames say it. */
  identity(id: string): { node_id: string; prompt_id: string; display_node_id: string; parent_node_id: string | null; real_node_id: string } {
    return { node_id: id, prompt_id: this.promptId, display_node_id: this.prompt.rootOf(id), parent_node_id: this.prompt.parentOf(id), real_node_id: this.prompt.rootOf(id) };
  }
}
