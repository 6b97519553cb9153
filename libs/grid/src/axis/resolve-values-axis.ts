import type { AxisKind, AxisValue } from './axis.js';
import type { ValueDraft, ValuesAxisDraft } from './axis-draft.js';
import type { Operation } from './operation.js';
import type { Problem } from './parsed.js';
import { draftOperations } from './draft-operations.js';
import { unresolved, type Resolution, type ResolutionContext } from './resolution.js';
import { scalarLabel } from './exact-decimal.js';
import { valueId } from './value-id.js';

/** The values of an axis whose values were written one by one, each with its own operations. */
export function resolveValuesAxis({ values: drafts }: ValuesAxisDraft, context: ResolutionContext): Resolution {
  if (drafts.length === 0) return unresolved('mixed', ['values'], 'There is no value here. Write one at least.');
  const values: AxisValue[] = [];
  const problems: Problem[] = [];
  for (const [position, draft] of drafts.entries()) {
    const read = draftOperations(draft, context);
    problems.push(...read.problems.map((problem) => ({ ...problem, path: ['values', position, ...problem.path] })));
    values.push({ id: valueId(read.operations), label: draft.label ?? operationsLabel(read.operations, draft), operations: read.operations });
  }
  return { kind: kindOf(values), values, problems };
}

function kindOf(values: readonly AxisValue[]): AxisKind {
  const operations = values.flatMap((value) => value.operations);
  return operations.length > 0 && operations.every(({ op }) => op === 'bypass') ? 'bypass' : 'mixed';
}

function operationsLabel(operations: readonly Operation[], { bypass }: ValueDraft): string {
  const bypassed = [bypass ?? []].flat();
  const parts = operations.filter(({ op }) => op !== 'bypass').map(operationLabel);
  const without = bypassed.length > 0 ? [`without ${bypassed.join(', ')}`] : [];
  return [...parts, ...without].join(' · ') || 'baseline';
}

function operationLabel(operation: Operation): string {
  switch (operation.op) {
    case 'set':
      return scalarLabel(operation.value);
    case 'replace':
      return scalarLabel(operation.replacement);
    case 'append':
      return scalarLabel(operation.text.trim());
    case 'bypass':
      return `without ${operation.node}`;
  }
}
