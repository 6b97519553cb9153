import type { Axis } from './axis.js';
import type { AxisDraft } from './axis-draft.js';
import type { InputResolver } from './input-resolver.js';
import type { Problem } from './parsed.js';

export function resolveAxes(drafts: AxisDraft[], inputs: InputResolver, context: { random?: number } = {}): { axes: Axis[]; problems: Problem[] } {
  throw new Error(`not built yet: ${drafts.length} ${typeof inputs.resolve} ${String(context.random)}`);
}
