import { type Axis, cellAt, coordinatesOf, drawingPosition } from '@gridscope/grid';
import type { Plan } from '../database/entities/plan.entity.js';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { boundOrPlain } from '../experiments/missing-things.js';
import { uploadHash } from '../generators/cell-parameters.js';
import { modelKeyOf } from '../generators/comfy/model-key.js';
import { modelsOf } from '../generators/comfy/models-of.js';
import { sourceOf } from '../plans/plan-source-of.js';
import { axisCosts, nodeOfPath, pathsOf } from './axis-costs.js';

/** What a plan says of its cells that decides when and where they are drawn. */
export interface LineTerms {
  /** Lower is drawn first. */
  positionOf(index: number): number;
  /** Equal for cells that need the same models, node classes and choices. */
  needsOf(index: number): string;
  /** The set of models that a cell needs. */
  modelKeyOf(index: number): string;
  /** Whether all cells need the same models. */
  hasOneModelSet: boolean;
  /** Sampler steps of a cell, at least 1. */
  stepsOf(index: number): number;
}

/** Read once from the plan's revision. */
export function lineTerms({ kind, drawOrder }: Pick<Plan, 'kind' | 'drawOrder'>, revision: FrozenRevision): LineTerms {
  const axes = kind === 'grid' ? revision.resolved.axes : [];
  const sizes = axes.map((axis) => axis.values.length);
  const needing = needingAxes(axes, revision);
  const source = sourceOf(kind, revision);
  const baseSteps = stepsIn(revision);
  return {
    positionOf: drawingPosition(drawOrder, sizes, kind === 'grid' ? axisCosts(revision) : []),
    needsOf: (index) => pick(coordinatesOf(index, sizes), needing).join('.'),
    modelKeyOf: (index) => modelKeyOf(boundOrPlain(revision.workflow, cellAt(source, index).parameters, revision.resolved.catalogue)),
    hasOneModelSet: !needing.some((place) => touchesModels(axes[place], revision)),
    stepsOf: (index) => stepsAt(coordinatesOf(index, sizes), axes, baseSteps),
  };
}

/** Axes along which what a server must have changes: they set a choice or a model, or bypass a node. */
function needingAxes(axes: readonly Axis[], { workflow, resolved }: FrozenRevision): number[] {
  const models = new Set(modelsOf(workflow).map(({ path }) => path));
  const isChoice = (path: string) => models.has(path) || hasChoices(path, workflow, resolved.catalogue);
  return axes.flatMap((axis, place) => {
    const operations = axis.values.flatMap((value) => value.operations);
    return operations.some((operation) => operation.op === 'bypass' || (operation.op === 'set' && uploadHash(operation.value) === undefined && isChoice(operation.input))) ? [place] : [];
  });
}

/** Whether a step along an axis may change which models are loaded. */
function touchesModels(axis: Axis | undefined, { workflow }: FrozenRevision): boolean {
  const loaders = new Set(modelsOf(workflow).map(({ path }) => nodeOfPath(path)));
  const operations = (axis?.values ?? []).flatMap((value) => value.operations);
  return operations.flatMap(pathsOf).some((path) => loaders.has(nodeOfPath(path)));
}

function hasChoices(path: string, workflow: FrozenRevision['workflow'], catalogue: FrozenRevision['resolved']['catalogue']): boolean {
  const node = nodeOfPath(path);
  const spec = catalogue[workflow[node]?.class_type ?? ''];
  const input = path.slice(node.length + 1);
  const [type] = spec?.input.required?.[input] ?? spec?.input.optional?.[input] ?? [];
  return Array.isArray(type) || type === 'COMBO';
}

/** Steps that the workflow sets, by the input that sets them. */
function stepsIn({ workflow, resolved }: FrozenRevision): Map<string, number> {
  const literals = Object.entries(workflow).map(([id, node]) => [`${id}.steps`, node.inputs['steps']] as const);
  return new Map(literals.flatMap(([path, literal]) => {
    const steps = resolved.base[path] ?? literal;
    return typeof steps === 'number' ? [[path, steps]] : [];
  }));
}

function stepsAt(coordinates: readonly number[], axes: readonly Axis[], base: ReadonlyMap<string, number>): number {
  const steps = new Map(base);
  for (const [place, axis] of axes.entries()) {
    for (const operation of axis.values[coordinates[place] ?? 0]?.operations ?? []) {
      if (operation.op === 'set' && steps.has(operation.input) && typeof operation.value === 'number') steps.set(operation.input, operation.value);
    }
  }
  return Math.max(1, [...steps.values()].reduce((sum, some) => sum + some, 0));
}

function pick(coordinates: readonly number[], places: readonly number[]): number[] {
  return places.map((place) => coordinates[place] ?? 0);
}
