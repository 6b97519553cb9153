import type { Json } from '@gridscope/comfy';
import type { CheckContext, PromptNode } from '../nodes/node.js';
import { NodeInputs } from '../nodes/node-inputs.js';
import { isLink, type DynamicPrompt } from './dynamic-prompt.js';
import type { NodeCatalogue } from './node-catalogue.js';
import { pythonJson } from './python-text.js';

/**
 * What decides whether a node's result can be taken from an earlier run: its class, its literals, IS_CHANGED, and the same of all
 * that it depends on. Node ids do not count, unless the node asks for its own (facts §3.3).
 */
export class NodeSignatures {
  private readonly known = new Map<string, string>();
  private readonly changes = new Map<string, string>();

  constructor(private readonly prompt: DynamicPrompt, private readonly catalogue: NodeCatalogue, private readonly context: CheckContext) {}

  /** Asks the nodes' IS_CHANGED; to be called before `of` for nodes that are new. Gives the answers by node. */
  async askChanged(ids: readonly string[]): Promise<Map<string, Json>> {
    const answers = new Map<string, Json>();
    for (const id of ids) {
      const answer = await this.isChanged(id);
      if (answer === undefined) continue;
      answers.set(id, answer);
      this.changes.set(id, Number.isNaN(answer) ? `never equal ${(uniqueCount += 1)}` : pythonJson(answer));
    }
    return answers;
  }

  /** The signature of a node; the same text is the same result. */
  of(id: string): string {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const order = new Map<string, number>();
    this.collectAncestors(id, order);
    const parts = [id, ...order.keys()].map((each) => this.own(each, order));
    const signature = parts.join('\n');
    this.known.set(id, signature);
    return signature;
  }

  private async isChanged(id: string): Promise<Json | undefined> {
    const { class_type: classType, inputs } = this.prompt.node(id);
    const ask = this.catalogue.node(classType)?.isChanged;
    if (ask === undefined) return undefined;
    const literals = Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isLink(value)));
    try {
      return await ask(new NodeInputs(literals), this.context);
    } catch {
      // As in ComfyUI, a node that cannot say whether it changed counts as changed; running it will report the cause.
      return Number.NaN;
    }
  }

  private collectAncestors(id: string, order: Map<string, number>): void {
    for (const [, value] of sortedInputs(this.prompt.node(id))) {
      if (!isLink(value) || order.has(value[0]) || !this.prompt.has(value[0])) continue;
      order.set(value[0], order.size);
      this.collectAncestors(value[0], order);
    }
  }

  private own(id: string, order: ReadonlyMap<string, number>): string {
    const node = this.prompt.node(id);
    const inputs = sortedInputs(node).map(([name, value]) => [name, isLink(value) ? { ancestor: order.get(value[0]) ?? -1, slot: value[1] } : value]);
    // Literals of a prompt are what came as JSON.
    return pythonJson([node.class_type, this.changes.get(id) ?? null, this.needsId(node) ? id : null, inputs as Json]);
  }

  private needsId({ class_type: classType }: PromptNode): boolean {
    const node = this.catalogue.node(classType);
    if (node === undefined) return true;
    const hidden = Object.values(this.catalogue.spec(classType).input.hidden ?? {}).flat();
    return node.isNotIdempotent === true || hidden.includes('UNIQUE_ID');
  }
}

let uniqueCount = 0;

function sortedInputs(node: PromptNode): [string, unknown][] {
  return Object.entries(node.inputs).sort(([first], [second]) => (first < second ? -1 : 1));
}
