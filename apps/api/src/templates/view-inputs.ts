import { type Catalogue, type Json, type Workflow, type WorkflowInput, listInputs, resolveInputPath } from '@gridscope/comfy';
import type { WorkflowInputView } from '@gridscope/contract';

/** The inputs that can vary, with the shortest way to write each that means only it. */
export function viewInputs(workflow: Workflow, catalogue: Catalogue): WorkflowInputView[] {
  return listInputs(workflow, catalogue)
    .filter((input) => input.isLinked === undefined)
    .map((input) => ({
      path: input.path,
      nodeId: input.nodeId,
      nodeTitle: input.nodeTitle,
      classType: input.classType,
      input: input.input,
      shortName: shortName(input, workflow, catalogue),
      kind: viewKind(input.kind),
      value: scalarOf(input.value),
      tooltip: input.tooltip,
    }));
}

function viewKind(kind: WorkflowInput['kind']): WorkflowInputView['kind'] {
  return kind.type === 'choice' ? { ...kind, choices: [...kind.choices] } : kind;
}

/** Role, title, then class, where it leads back to this very input; else the path. */
function shortName(input: WorkflowInput, workflow: Workflow, catalogue: Catalogue): string {
  const names = ['positive', 'negative', input.nodeTitle, input.classType].map((node) => `${quoted(node)}.${input.input}`);
  return names.find((name) => leadsTo(name, input.path, workflow, catalogue)) ?? input.path;
}

function leadsTo(name: string, path: string, workflow: Workflow, catalogue: Catalogue): boolean {
  const resolved = resolveInputPath(workflow, catalogue, name);
  return resolved.ok && resolved.path === path;
}

function quoted(node: string): string {
  return /[."\\]/.test(node) ? JSON.stringify(node) : node;
}

/** A literal as our JSON writes it: integers beyond 2^53 as decimal text; lists and objects have no such form. */
function scalarOf(value: Json | undefined): WorkflowInputView['value'] {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return undefined;
}
