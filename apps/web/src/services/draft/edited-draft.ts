import type { AxisDraft, ExperimentDraft, ValueDraft, WorkflowSource } from '@gridscope/contract';

/** An experiment while it is being written: what is missing yet may be missing. */
export type EditedDraft = Omit<ExperimentDraft, 'workflow'> & { workflow?: WorkflowSource };

export type InputAxis = Extract<AxisDraft, { input: string | string[] }>;
export type ReplaceAxis = Extract<AxisDraft, { replace: object }>;
export type AppendAxis = Extract<AxisDraft, { append: object }>;
export type ImagesAxis = Extract<AxisDraft, { images: object }>;
export type ValuesAxis = { name?: string | undefined; values: ValueDraft[] };

/** An axis with its kind said, so that an editor can be chosen by it. */
export type AxisOfKind =
  | { kind: 'input'; axis: InputAxis }
  | { kind: 'replace'; axis: ReplaceAxis }
  | { kind: 'append'; axis: AppendAxis }
  | { kind: 'images'; axis: ImagesAxis }
  | { kind: 'values'; axis: ValuesAxis };

export const emptyDraft: EditedDraft = { gridscope: 1, name: '', tags: [], servers: 'engine', random: 1, set: {}, axes: [], skip: [] };

/** Which kind of axis it is shows in which key it has. */
export function axisOfKind(axis: AxisDraft): AxisOfKind {
  if ('replace' in axis) return { kind: 'replace', axis };
  if ('append' in axis) return { kind: 'append', axis };
  if ('images' in axis) return { kind: 'images', axis };
  if ('input' in axis) return { kind: 'input', axis };
  return { kind: 'values', axis };
}

/** One path or several, as a list. */
export function asList<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

/** One path alone, several as a list: the way people write it. */
export function asOneOrList(values: readonly string[]): string | string[] {
  return values.length === 1 ? (values[0] ?? '') : [...values];
}

/** The inputs that an axis names, in order. */
export function axisInputs(axis: AxisDraft): string[] {
  const of = axisOfKind(axis);
  if (of.kind === 'input') return asList(of.axis.input);
  if (of.kind === 'replace') return asList(of.axis.replace.in);
  if (of.kind === 'append') return asList(of.axis.append.to);
  return of.kind === 'images' ? [of.axis.images.input] : [];
}

/** What an axis is called when nobody named it: its input's last part, or its kind. */
export function defaultAxisName(axis: AxisDraft): string {
  const of = axisOfKind(axis);
  const [first] = axisInputs(axis);
  const lastPart = first?.split('.').at(-1) ?? '';
  if (of.kind === 'values') return 'values';
  if (of.kind === 'replace' || of.kind === 'append') return 'prompt';
  return lastPart === '' ? 'axis' : lastPart;
}

/** What the experiment is called when nobody named it: its axes, crossed. */
export function defaultExperimentName({ axes }: EditedDraft, workflowName: string): string {
  return axes.length === 0 ? workflowName || 'experiment' : axes.map((axis) => axis.name ?? defaultAxisName(axis)).join(' × ').slice(0, 200);
}

/** Letters of the first three places, numbers after them. */
export function axisRole(place: number): string {
  return ['X', 'Y', 'Z'][place] ?? String(place + 1);
}
