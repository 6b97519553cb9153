import { type Json, parseExactJson, stringifyExactJson } from '../protocol/exact-json.js';
import { type Workflow, workflow as workflowSchema } from '../protocol/workflow.js';

/** A workflow in API format as JSON text, integers written exactly. */
export function workflowText(workflow: Workflow): string {
  // An absent title is left out of the text, so that a workflow is JSON.
  return stringifyExactJson(workflow as unknown as Json);
}

/** Reads what `workflowText` wrote. Throws ZodError or SyntaxError for anything else. */
export function parseWorkflowText(text: string): Workflow {
  return workflowSchema.parse(parseExactJson(text));
}
