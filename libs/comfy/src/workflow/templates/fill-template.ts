import type { Json } from '../../protocol/exact-json.js';
import type { Catalogue } from '../../protocol/node-spec.js';
import type { Workflow } from '../../protocol/workflow.js';
import type { TemplateSlot, WorkflowTemplate } from './workflow-template.js';

/** A template made ready for a server, or what the server lacks for it, one sentence each. */
export type FilledTemplate = { ok: true; workflow: Workflow } | { ok: false; missing: string[] };

/**
 * Fills a template's slots from what the server has: names that look right for the model family first, then any that do not look wrong, then the first.
 * Missing is a node class that the server does not know, and a slot for which it has nothing.
 */
export function fillTemplate(template: WorkflowTemplate, catalogue: Catalogue): FilledTemplate {
  const classes = [...new Set(Object.values(template.workflow).map(({ class_type }) => class_type))];
  const unknown = classes.filter((classType) => !Object.hasOwn(catalogue, classType)).map((classType) => `The server has no node class "${classType}"`);
  if (unknown.length > 0) return { ok: false, missing: unknown };
  const workflow = structuredClone(template.workflow);
  const missing = template.slots.filter((slot) => !fillSlot(workflow, slot, catalogue)).map((slot) => `The server has no ${slot.label}`);
  return missing.length > 0 ? { ok: false, missing } : { ok: true, workflow };
}

function fillSlot(workflow: Workflow, slot: TemplateSlot, catalogue: Catalogue): boolean {
  const [nodeId = '', input = ''] = slot.path.split('.');
  const node = workflow[nodeId];
  if (node === undefined) return false;
  const choice = bestOf(choicesOf(catalogue, node.class_type, input), slot);
  if (choice === undefined) return false;
  node.inputs[input] = choice;
  return true;
}

function choicesOf(catalogue: Catalogue, classType: string, input: string): string[] {
  const [type, options] = catalogue[classType]?.input.required[input] ?? [[]];
  const choices: Json[] = Array.isArray(type) ? type : Array.isArray(options?.options) ? options.options : [];
  return choices.filter((choice) => typeof choice === 'string');
}

function bestOf(choices: readonly string[], { prefers, avoids }: TemplateSlot): string | undefined {
  const fitting = choices.filter((choice) => !avoids.some((pattern) => pattern.test(choice)));
  for (const pattern of prefers) {
    const match = fitting.find((choice) => pattern.test(choice));
    if (match !== undefined) return match;
  }
  return fitting[0] ?? choices[0];
}
