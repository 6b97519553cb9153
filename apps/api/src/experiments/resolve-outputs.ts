import { type Catalogue, defaultOutputs, listOutputs, resolveNodeName, type Workflow } from '@gridscope/comfy';
import type { Problem } from '@gridscope/contract';

/** Ids of the output nodes to keep, the first is the lead: those that were named, else every saver, else every preview. */
export function resolveOutputs(workflow: Workflow, catalogue: Catalogue, names: readonly string[] | undefined): { outputs: string[]; problems: Problem[] } {
  const known = listOutputs(workflow, catalogue);
  if (names === undefined || names.length === 0) {
    const outputs = defaultOutputs(known).map((output) => output.nodeId);
    return { outputs, problems: outputs.length > 0 ? [] : [error(['outputs'], 'The workflow saves and shows nothing: it needs a node such as SaveImage.')] };
  }
  const outputs: string[] = [];
  const problems: Problem[] = [];
  names.forEach((name, position) => {
    const node = resolveNodeName(workflow, name);
    if (!node.ok) problems.push(error(['outputs', position], node.message));
    else if (!known.some((output) => output.nodeId === node.nodeId)) problems.push(error(['outputs', position], `"${name}" is no output node; there are: ${known.map((output) => `${output.nodeId} (${output.title})`).join(', ')}.`));
    else if (!outputs.includes(node.nodeId)) outputs.push(node.nodeId);
  });
  return { outputs, problems };
}

function error(path: Problem['path'], message: string): Problem {
  return { severity: 'error', path, message };
}
