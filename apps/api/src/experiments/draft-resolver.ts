import { Injectable } from '@nestjs/common';
import { bindWorkflow, CannotBypassError, type Catalogue, listInputs, parseExactJson, UnknownInputError, type Workflow } from '@gridscope/comfy';
import type { ExperimentDraft, Problem } from '@gridscope/contract';
import { cellAt, cellCountOf, checkPlan, type PlanSource, refusePlanSize, resolveAxes } from '@gridscope/grid';
import { Config } from '../config/config.js';
import { inputResolver } from '../generators/comfy/input-resolver.js';
import { ServersService } from '../servers/servers.service.js';
import { TemplatesService } from '../templates/templates.service.js';
import { axisDrafts } from './axis-drafts.js';
import type { FrozenRevision, ResolvedRevision } from './frozen-revision.js';
import { missingFor } from './missing-things.js';
import { resolveOutputs } from './resolve-outputs.js';
import { resolveSet } from './resolve-set.js';
import { textsTouched } from './text-paths.js';

/** What a draft means on the servers as they are now. */
export type ResolvedDraft = Pick<FrozenRevision, 'draft' | 'workflowName' | 'workflow' | 'editorGraph' | 'resolved'>;

/** Turns what people wrote into what a revision freezes: names to ids, globs to lists, "random" to seeds, a template to a workflow. */
@Injectable()
export class DraftResolver {
  constructor(
    private readonly config: Config,
    private readonly servers: ServersService,
    private readonly templates: TemplatesService,
  ) {}

  /** Mistakes come as problems. Throws RefusedError where the workflow cannot be read, or no server is there to say what it takes. */
  resolve(draft: ExperimentDraft): ResolvedDraft {
    const catalogue = this.servers.catalogueFor(draft.servers);
    const read = this.templates.read(draft.workflow, catalogue);
    const problems: Problem[] = read.warnings.map((message) => ({ severity: 'warning', path: ['workflow'], message }));
    const inputs = inputResolver(read.workflow, catalogue);
    const { base, problems: setProblems } = resolveSet(draft.set, inputs, draft.random);
    const { axes, problems: axisProblems } = resolveAxes(axisDrafts(draft.axes), inputs, { random: draft.random });
    const { outputs, problems: outputProblems } = resolveOutputs(read.workflow, catalogue, draft.outputs);
    const source: PlanSource = { axes, base, texts: textsTouched(axes, read.workflow), skip: draft.skip };
    problems.push(...setProblems, ...axisProblems, ...outputProblems, ...this.serverProblems(draft));
    if (axisProblems.every((problem) => problem.severity !== 'error')) problems.push(...this.planProblems(source, read.workflow, catalogue));
    const resolved: ResolvedRevision = {
      ...source,
      outputs,
      servers: draft.servers,
      kind: draft.servers === 'engine' ? 'engine' : 'comfyui',
      catalogue: subset(catalogue, read.workflow),
      paidNodes: paidNodes(read.workflow, catalogue),
      problems,
    };
    return { draft, workflowName: read.name, workflow: read.workflow, resolved, ...(read.editorGraph === undefined ? {} : { editorGraph: parseExactJson(read.editorGraph) }) };
  }

  private serverProblems(draft: ExperimentDraft): Problem[] {
    return this.servers.unknownNames(draft.servers).map((name) => ({ severity: 'error', path: ['servers'], message: `There is no server called "${name}". Add it under Servers, or choose another.` }));
  }

  private planProblems(source: PlanSource, workflow: Workflow, catalogue: Catalogue): Problem[] {
    const cellCount = cellCountOf(source.axes.map((axis) => axis.values.length));
    if (cellCount === 0) return [{ severity: 'error', path: ['axes'], message: 'There is nothing to draw: an axis has no values.' }];
    const tooLarge = refusePlanSize(cellCount, this.config.cellLimit, 'GRIDSCOPE_CELL_LIMIT');
    const sizeProblems: Problem[] = tooLarge === undefined ? [] : [{ severity: 'error', path: ['axes'], message: tooLarge }];
    const planProblems = checkPlan(source);
    // A cell of a plan that contradicts itself cannot be made.
    if (planProblems.some((problem) => problem.severity === 'error')) return [...sizeProblems, ...planProblems];
    return [...sizeProblems, ...planProblems, ...workflowProblems(source, workflow, catalogue)];
  }
}

/** What all chosen servers together lack, looked for in the first and the last cell. Choices of axes are checked where they are read. */
function workflowProblems(source: PlanSource, workflow: Workflow, catalogue: Catalogue): Problem[] {
  const cellCount = cellCountOf(source.axes.map((axis) => axis.values.length));
  const messages = new Map<string, Problem['severity']>();
  for (const index of new Set([0, cellCount - 1])) {
    const { parameters } = cellAt(source, index);
    const bound = tryBind(workflow, parameters, catalogue);
    if (typeof bound === 'string') messages.set(bound, 'error');
    else for (const message of emptyPictures(bound, catalogue)) messages.set(message, 'error');
    for (const missing of missingFor(workflow, parameters, catalogue)) {
      if (missing.kind !== 'paid') messages.set(missing.message, missing.kind === 'choice' && missing.isOpen ? 'warning' : 'error');
    }
  }
  return [...messages].map(([message, severity]) => ({ severity, path: ['workflow'], message }));
}

/** The bound workflow, or a sentence that says why it cannot be bound. */
function tryBind(workflow: Workflow, parameters: Parameters<typeof bindWorkflow>[1], catalogue: Catalogue): Workflow | string {
  try {
    return bindWorkflow(workflow, parameters, { catalogue });
  } catch (error) {
    if (error instanceof UnknownInputError || error instanceof CannotBypassError) return error.message;
    throw error;
  }
}

/** Templates leave the picture to the person. */
function emptyPictures(workflow: Workflow, catalogue: Catalogue): string[] {
  const empty = listInputs(workflow, catalogue).filter((input) => input.kind.type === 'image' && input.value === '');
  return empty.map((input) => `${input.nodeTitle} has no picture yet: upload one as its starting value, or vary it with an axis of images.`);
}

function subset(catalogue: Catalogue, workflow: Workflow): Catalogue {
  const classes = new Set(Object.values(workflow).map((node) => node.class_type));
  return Object.fromEntries(Object.entries(catalogue).filter(([classType]) => classes.has(classType)));
}

function paidNodes(workflow: Workflow, catalogue: Catalogue): string[] {
  return Object.entries(workflow).flatMap(([nodeId, node]) => (catalogue[node.class_type]?.api_node === true ? [nodeId] : []));
}
