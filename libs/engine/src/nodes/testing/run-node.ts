import type { NodeContext, NodeResult } from '../node.js';
import { NodeInputs } from '../node-inputs.js';
import { builtInNodes } from '../registry.js';

/** Runs a node class once, as the executor would. */
export async function runNode(classType: string, inputs: Readonly<Record<string, unknown>>, context: NodeContext): Promise<NodeResult> {
  const node = builtInNodes.find(({ name }) => name === classType);
  if (node === undefined) throw new Error(`the engine has no ${classType}`);
  return node.run(new NodeInputs(inputs), context);
}
