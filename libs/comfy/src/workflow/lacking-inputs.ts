import type { Catalogue } from '../protocol/node-spec.js';
import type { Workflow } from '../protocol/workflow.js';
import { inputKind } from './input-kind.js';
import { listOutputs } from './list-outputs.js';
import { nodeInputs } from './node-inputs.js';
import { describeNode, neededNodes } from './workflow-link.js';

/**
 * A sentence for each node that an output needs and that lacks a link without which the server refuses the workflow, as where its source is muted.
 * Only inputs of types that some node gives count: the others are drawn by a page.
 */
export function lackingInputs(workflow: Workflow, catalogue: Catalogue): string[] {
  const outputs = listOutputs(workflow, catalogue).map(({ nodeId }) => nodeId);
  const given = new Set(Object.values(catalogue).flatMap(({ output }) => output.map(String)));
  const needed = neededNodes(workflow, outputs);
  return Object.entries(workflow).filter(([nodeId]) => needed.has(nodeId)).flatMap(([nodeId, node]) => {
    const spec = Object.hasOwn(catalogue, node.class_type) ? catalogue[node.class_type] : undefined;
    if (spec === undefined) return [];
    const lacking = nodeInputs(spec, node.inputs).filter(({ name, spec: input, isRequired }) => (
      isRequired && !Object.hasOwn(node.inputs, name) && inputKind(name, input) === undefined && given.has(String(input[0]))
    ));
    return lacking.length === 0 ? [] : [`Nothing gives ${describeNode(workflow, nodeId)} its ${lacking.map(({ name }) => `"${name}"`).join(' and ')}, which it needs`];
  });
}
