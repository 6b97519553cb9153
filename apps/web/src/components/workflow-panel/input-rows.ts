import type { WorkflowInputView } from '@gridscope/contract';

export type InputRow = { row: 'node'; nodeId: string; title: string; classType: string } | { row: 'input'; input: WorkflowInputView };

/** Inputs under a heading for each node, in their order. */
export function inputRows(inputs: readonly WorkflowInputView[]): InputRow[] {
  return inputs.flatMap((input, place): InputRow[] => {
    const row: InputRow = { row: 'input', input };
    if (inputs[place - 1]?.nodeId === input.nodeId) return [row];
    return [{ row: 'node', nodeId: input.nodeId, title: input.nodeTitle, classType: input.classType }, row];
  });
}
