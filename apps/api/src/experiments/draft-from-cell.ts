import { workflowText } from '@gridscope/comfy';
import type { ExperimentDraft } from '@gridscope/contract';
import type { Parameters } from '@gridscope/grid';
import type { FrozenRevision } from './frozen-revision.js';

/** A draft that starts where a cell is: its values set, nothing varied. A template stays what it was filled with. */
export function draftFromCell(revision: FrozenRevision, parameters: Parameters, name: string): ExperimentDraft {
  const { draft, workflow, workflowName } = revision;
  return {
    ...draft,
    name,
    workflow: 'content' in draft.workflow ? draft.workflow : { content: workflowText(workflow), name: workflowName },
    set: parameters.set,
    // A draft bypasses nodes only by a value of an axis.
    axes: parameters.bypass.length === 0 ? [] : [{ name: 'bypassed', values: [{ label: 'as in the cell', bypass: parameters.bypass }] }],
    skip: [],
  };
}
