import type { WorkflowInputView } from '@gridscope/contract';

/** How values of this kind can be written, in one line. */
export function grammarHint(kind: WorkflowInputView['kind']): string {
  if (kind.type === 'int' && kind.isSeed === true) return '42, 43 · 1-5 · random 8';
  if (kind.type === 'int') return '4, 8, 12 · 1-20 (+5) · 1-30 [4]';
  if (kind.type === 'float') return '1, 1.5, 2 · 0-1 (+0.25) · 0-1 [5] · 0.001-1 log [4]';
  if (kind.type === 'choice') return 'names with commas between, or a pattern as dpmpp*, !*sde*';
  if (kind.type === 'boolean') return 'true, false';
  return 'one on each line';
}
