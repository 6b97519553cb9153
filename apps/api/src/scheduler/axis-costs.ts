import { isLink, type Workflow } from '@gridscope/comfy';
import { type Axis, type CostNode, type Operation, rerunCost } from '@gridscope/grid';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { modelsOf } from '../generators/comfy/models-of.js';

/** What running a node costs beside others. Only the order counts: files of models from disk, then sampling, then encoding and decoding, then the rest. */
const costOfFolder: Readonly<Record<string, number>> = { checkpoints: 8_000, diffusion_models: 7_000, text_encoders: 4_000, controlnet: 3_000, vae: 2_000 };
const costOfSmallModel = 1_000;
const costOfClass: readonly [RegExp, number][] = [
  [/sampler/i, 300],
  [/upscale.*model|model.*upscale/i, 60],
  [/encode/i, 30],
  [/decode/i, 30],
  [/save|preview/i, 1],
];
const costOfOthers = 3;

/** For each axis what a step along it makes run again, from the workflow's graph. */
export function axisCosts({ workflow, resolved }: Pick<FrozenRevision, 'workflow'> & { resolved: Pick<FrozenRevision['resolved'], 'axes'> }): number[] {
  const nodes = costNodes(workflow);
  return resolved.axes.map((axis) => rerunCost(nodes, nodesOf(axis)));
}

function costNodes(workflow: Workflow): CostNode[] {
  const folders = new Map(modelsOf(workflow).map(({ path, folder }) => [nodeOfPath(path), folder]));
  return Object.entries(workflow).map(([id, node]) => ({ id, from: Object.values(node.inputs).filter(isLink).map(([source]) => source), cost: costOf(node.class_type, folders.get(id)) }));
}

function costOf(classType: string, folder: string | undefined): number {
  if (folder !== undefined) return costOfFolder[folder] ?? costOfSmallModel;
  return costOfClass.find(([pattern]) => pattern.test(classType))?.[1] ?? costOfOthers;
}

function nodesOf(axis: Axis): string[] {
  return axis.values.flatMap((value) => value.operations.flatMap((operation) => pathsOf(operation).map(nodeOfPath)));
}

/** Inputs that an operation touches; a node that it bypasses, as it is. */
export function pathsOf(operation: Operation): readonly string[] {
  switch (operation.op) {
    case 'set':
      return [operation.input];
    case 'replace':
      return operation.in;
    case 'append':
      return operation.to;
    case 'bypass':
      return [operation.node];
  }
}

export function nodeOfPath(path: string): string {
  const dot = path.indexOf('.');
  return dot === -1 ? path : path.slice(0, dot);
}
