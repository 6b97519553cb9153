import type { Catalogue } from '../protocol/node-spec.js';
import type { Workflow } from '../protocol/workflow.js';
import { followPrompt } from './follow-prompt.js';
import { listNodeInputs, type WorkflowInput } from './list-inputs.js';
import { nearestNames, perhaps } from './nearest-names.js';
import { resolveNodeName, type ResolvedNode } from './resolve-node-name.js';
import { describeNode, isLink } from './workflow-link.js';

/** The input that a path means, or why it means none; `candidates` are paths that would do. */
export type ResolvedInput = { ok: true; path: string; input: WorkflowInput } | { ok: false; message: string; candidates?: string[] };

/**
 * The input meant by `node.input`: the node by id, title or class that only it has, or `positive` / `negative` followed from the sampler's links.
 * The node part ends at the first dot unless quoted (`"My loader v1.5".lora_name`); the rest is the input, with `.key` into objects.
 * The path given back starts with the node's id. An input that a link feeds is refused with the input that feeds it;
 * `positive` and `negative`, which follow links anyway, go on to it.
 */
export function resolveInputPath(workflow: Workflow, catalogue: Catalogue, path: string): ResolvedInput {
  const parts = splitPath(path.trim());
  if (parts === undefined) return { ok: false, message: `"${path}" is no input: write node.input, as in KSampler.steps; a node's name with dots goes in quotes` };
  const node = resolveNode(workflow, catalogue, parts.node, parts.input);
  if (!node.ok) return node;
  if (parts.input === '') return noInputNamed(workflow, catalogue, node.nodeId);
  return resolveInput(workflow, catalogue, { ...parts, nodeId: node.nodeId });
}

function splitPath(path: string): { node: string; input: string } | undefined {
  const quoted = /^"([^"]+)"(?:\.(.*))?$/s.exec(path);
  if (quoted !== null) return { node: quoted[1] ?? '', input: quoted[2] ?? '' };
  const dot = path.indexOf('.');
  if (path === '' || dot === 0) return undefined;
  return dot === -1 ? { node: path, input: '' } : { node: path.slice(0, dot), input: path.slice(dot + 1) };
}

function resolveNode(workflow: Workflow, catalogue: Catalogue, name: string, input: string): ResolvedNode {
  const named = resolveNodeName(workflow, name);
  const isPlain = !named.ok && (named.candidates ?? []).every((candidate) => candidate !== name);
  if (!isPlain || (name !== 'positive' && name !== 'negative')) return withInput(named, input);
  const encoders = followPrompt(workflow, catalogue, name);
  const [nodeId] = encoders;
  if (nodeId === undefined) return { ok: false, message: `No sampler of the workflow has a ${name} prompt that its links lead to; name the node instead` };
  if (encoders.length === 1) return { ok: true, nodeId };
  const message = `"${name}" leads to ${encoders.length} nodes: ${encoders.map((id) => describeNode(workflow, id)).join(', ')}`;
  return withInput({ ok: false, message, candidates: encoders }, input);
}

/** Candidates for a path are paths: the input that was asked for comes along. */
function withInput(named: ResolvedNode, input: string): ResolvedNode {
  if (named.ok || named.candidates === undefined || input === '') return named;
  return { ...named, candidates: named.candidates.map((name) => `${/[."]/.test(name) ? `"${name}"` : name}.${input}`) };
}

function noInputNamed(workflow: Workflow, catalogue: Catalogue, nodeId: string): ResolvedInput {
  const candidates = listNodeInputs(workflow, catalogue, nodeId).map(({ path }) => path);
  return { ok: false, message: `${describeNode(workflow, nodeId)} is a node: say which of its inputs`, candidates };
}

function resolveInput(workflow: Workflow, catalogue: Catalogue, { node, nodeId, input }: { node: string; nodeId: string; input: string }): ResolvedInput {
  const inputs = listNodeInputs(workflow, catalogue, nodeId);
  const found = inputs.find((candidate) => candidate.input === input);
  if (found === undefined) return unknownInput(workflow, inputs, nodeId, input);
  if (found.isLinked === undefined) return { ok: true, path: found.path, input: found };
  const { from } = found.isLinked;
  const followsLinks = (node === 'positive' || node === 'negative') && from !== undefined;
  if (followsLinks) return resolveInputPath(workflow, catalogue, from);
  const source = describeNode(workflow, found.isLinked.nodeId);
  const remedy = from === undefined ? `vary an input of ${source}` : `vary ${from}`;
  return { ok: false, message: `${found.path} is fed by a link from ${source}; ${remedy} instead`, candidates: from === undefined ? [] : [from] };
}

function unknownInput(workflow: Workflow, inputs: readonly WorkflowInput[], nodeId: string, input: string): ResolvedInput {
  const name = describeNode(workflow, nodeId);
  if (isLink(workflow[nodeId]?.inputs[input])) return { ok: false, message: `"${input}" of ${name} takes only a link, no value` };
  const nearest = nearestNames(input, inputs.map((candidate) => candidate.input));
  const remedy = nearest.length > 0 ? perhaps(nearest) : `; it has ${inputs.map((candidate) => candidate.input).join(', ') || 'none that can be set'}`;
  return { ok: false, message: `${name} has no input "${input}"${remedy}`, candidates: nearest.map((candidate) => `${nodeId}.${candidate}`) };
}
