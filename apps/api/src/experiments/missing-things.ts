import { bindWorkflow, CannotBypassError, type Catalogue, findMissing, type MissingThing, UnknownInputError, type Workflow } from '@gridscope/comfy';
import type { Parameters } from '@gridscope/grid';

/** What a server lacks for a workflow with these parameters; a workflow that cannot be bound is judged as it is. */
export function missingFor(workflow: Workflow, parameters: Parameters, catalogue: Catalogue): MissingThing[] {
  return findMissing(boundOrPlain(workflow, parameters, catalogue), catalogue);
}

/** The workflow of a cell; one that cannot be bound is taken as it is. */
export function boundOrPlain(workflow: Workflow, parameters: Parameters, catalogue: Catalogue): Workflow {
  try {
    return bindWorkflow(workflow, parameters, { catalogue });
  } catch (error) {
    // Said as a problem of its own, with its place, when the draft is resolved.
    if (error instanceof UnknownInputError || error instanceof CannotBypassError) return workflow;
    throw error;
  }
}
