import type { Workflow } from '../../protocol/workflow.js';

/** A place in a template that takes what the chosen server has: a model. */
export interface TemplateSlot {
  /** `<node id>.<input>`. */
  path: string;
  /** What it is, in words for people. */
  label: string;
  /** Names that look right, best first. */
  prefers: readonly RegExp[];
  /** Names that look wrong: taken only where nothing else is there. */
  avoids: readonly RegExp[];
}

/** A workflow to start from, in API format. */
export interface WorkflowTemplate {
  id: string;
  name: string;
  /** One sentence for the person who chooses. */
  description: string;
  workflow: Workflow;
  slots: readonly TemplateSlot[];
}
