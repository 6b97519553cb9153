import type { Json } from '@gridscope/comfy';
import type { CacheMode } from './engine-options.js';

/** What a node showed: the `output` of `executed`, and who it was. */
export interface NodeUi { output: Record<string, Json>; meta: Record<string, Json> }
/** The values of each output; a slot holds a list with one value per run of the node. */
export interface NodeResultEntry { outputs: readonly (readonly unknown[])[]; ui?: NodeUi }

/** Results of nodes by signature, kept between prompts as the mode says (facts §3.3). */
export class ResultCache {
  private readonly entries = new Map<string, { result: NodeResultEntry; generation: number }>();
  private generation = 0;

  constructor(private readonly mode: CacheMode) {}

  /** To be called when a prompt starts, with the signatures of its nodes: what this mode does not keep goes. */
  begin(signatures: ReadonlySet<string>): void {
    this.generation += 1;
    switch (this.mode.kind) {
      case 'ram': return;
      case 'lru': return this.shrink(this.mode.size);
      case 'none': return this.clear();
      case 'classic':
      case 'default':
        for (const signature of this.entries.keys()) if (!signatures.has(signature)) this.entries.delete(signature);
    }
  }

  get(signature: string): NodeResultEntry | undefined {
    const entry = this.entries.get(signature);
    if (entry === undefined) return undefined;
    entry.generation = this.generation;
    return entry.result;
  }

  set(signature: string, result: NodeResultEntry): void {
    if (this.mode.kind !== 'none') this.entries.set(signature, { result, generation: this.generation });
  }

  clear(): void {
    this.entries.clear();
  }

  private shrink(size: number): void {
    const oldestFirst = [...this.entries].sort(([, first], [, second]) => first.generation - second.generation);
    for (const [signature] of oldestFirst.slice(0, Math.max(0, this.entries.size - size))) this.entries.delete(signature);
  }
}
