import type { ExperimentDraft } from '@gridscope/contract';
import type { AxisDraft } from '@gridscope/grid';

/** Axes as people send them, in the shape that libs/grid reads: an appended text is a list of one there. */
export function axisDrafts(axes: ExperimentDraft['axes']): AxisDraft[] {
  return axes.map((axis) => {
    if (!('values' in axis) || 'input' in axis) return axis;
    return { ...axis, values: axis.values.map(({ append, ...value }) => ({ ...value, ...(append === undefined ? {} : { append: [append].flat() }) })) };
  });
}
