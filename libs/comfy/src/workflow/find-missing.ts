import type { Catalogue, NodeSpec } from '../protocol/node-spec.js';
import type { Workflow } from '../protocol/workflow.js';
import { inputKind } from './input-kind.js';
import { matchChoice } from './match-choice.js';
import { nearestNames, perhaps } from './nearest-names.js';
import { nodeInputs } from './node-inputs.js';
import { describeNode } from './workflow-link.js';

/** What stands between a workflow and a server. `message` names the node and the thing, and what is near. */
export type MissingThing = { nodeId: string; classType: string; message: string } & (
  | { kind: 'node'; nearest: string[] }
  | { kind: 'choice'; input: string; value: string | number | boolean; nearest: string[]; /** The server's list is not the whole truth: perhaps it takes it. */ isOpen: boolean }
  | { kind: 'paid' });

/** Node classes and choices that the server lacks, with the nearest it has, and nodes that cost money; in the workflow's order. Links are not checked. */
export function findMissing(workflow: Workflow, catalogue: Catalogue): MissingThing[] {
  return Object.entries(workflow).flatMap(([nodeId, node]): MissingThing[] => {
    const spec = Object.hasOwn(catalogue, node.class_type) ? catalogue[node.class_type] : undefined;
    const base = { nodeId, classType: node.class_type };
    if (spec === undefined) {
      const nearest = nearestNames(node.class_type, Object.keys(catalogue));
      return [{ ...base, kind: 'node', nearest, message: `The server has no node class "${node.class_type}" (${describeNode(workflow, nodeId)})${perhaps(nearest)}` }];
    }
    const paid: MissingThing[] = spec.api_node === true ? [{ ...base, kind: 'paid', message: `${describeNode(workflow, nodeId)} calls a paid service` }] : [];
    return [...paid, ...missingChoices(workflow, nodeId, spec)];
  });
}

function missingChoices(workflow: Workflow, nodeId: string, spec: NodeSpec): MissingThing[] {
  const node = workflow[nodeId];
  if (node === undefined) return [];
  return nodeInputs(spec, node.inputs).flatMap(({ name, spec: input }): MissingThing[] => {
    const value = node.inputs[name];
    const kind = inputKind(name, input);
    if (kind?.type !== 'choice' || (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')) return [];
    if (kind.choices.includes(value) || (typeof value === 'string' && matchChoice(value, [...kind.choices]) !== undefined)) return [];
    const nearest = nearestNames(String(value), kind.choices.map(String));
    const message = `${describeNode(workflow, nodeId)} has no ${name} "${value}" on the server${nearest.length > 0 ? perhaps(nearest) : `; it has ${kind.choices.length} others`}`;
    return [{ nodeId, classType: node.class_type, kind: 'choice', input: name, value, nearest, isOpen: kind.isOpen === true, message }];
  });
}
