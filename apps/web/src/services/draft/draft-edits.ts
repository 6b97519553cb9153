import type { AxisDraft, WorkflowInputView } from '@gridscope/contract';
import { asList, asOneOrList, defaultAxisName, type EditedDraft } from './edited-draft';

/** Every edit gives a new draft and leaves the old one as it was, so that it can be undone. */
export function addAxis(draft: EditedDraft, axis: AxisDraft): EditedDraft {
  const wanted = axis.name ?? defaultAxisName(axis);
  return { ...draft, axes: [...draft.axes, { ...axis, name: freeName(wanted, draft) }] };
}

export function setAxis(draft: EditedDraft, place: number, axis: AxisDraft): EditedDraft {
  return { ...draft, axes: draft.axes.map((old, index) => (index === place ? axis : old)) };
}

export function removeAxis(draft: EditedDraft, place: number): EditedDraft {
  return { ...draft, axes: draft.axes.filter((_, index) => index !== place) };
}

/** The axis at `from` comes to stand at `to`. */
export function moveAxis(draft: EditedDraft, from: number, to: number): EditedDraft {
  const moved = draft.axes[from];
  if (moved === undefined || to < 0 || to >= draft.axes.length) return draft;
  const axes = draft.axes.filter((_, index) => index !== from);
  return { ...draft, axes: [...axes.slice(0, to), moved, ...axes.slice(to)] };
}

/** The axis that varies an input of this kind, with no value but the one it has. */
export function axisForInput({ shortName, input, kind, value }: WorkflowInputView): AxisDraft {
  if (kind.type === 'image') return { name: input, images: { input: shortName, files: [] } };
  if (kind.type === 'boolean') return { name: input, input: shortName, values: 'true, false' };
  if (kind.type === 'text') return { name: input === 'text' ? 'prompt' : input, input: shortName, values: value === undefined ? [] : [String(value)] };
  return { name: input, input: shortName, values: value === undefined ? '' : writeValues([String(value)]) };
}

/** An input joins an axis: it then takes the same values. Other kinds of axes stay as they are. */
export function linkInput(axis: AxisDraft, path: string): AxisDraft {
  const joined = (paths: string | string[]) => asOneOrList([...new Set([...asList(paths), path].filter((one) => one !== ''))]);
  if ('input' in axis) return { ...axis, input: joined(axis.input) };
  if ('replace' in axis) return { ...axis, replace: { ...axis.replace, in: joined(axis.replace.in) } };
  if ('append' in axis) return { ...axis, append: { ...axis.append, to: joined(axis.append.to) } };
  return 'images' in axis ? { ...axis, images: { ...axis.images, input: path } } : axis;
}

/** An input leaves an axis; the last one leaves it without any. */
export function unlinkInput(axis: AxisDraft, path: string): AxisDraft {
  const left = (paths: string | string[]) => asOneOrList(asList(paths).filter((one) => one !== path).concat(asList(paths).length <= 1 ? [''] : []));
  if ('input' in axis) return { ...axis, input: left(axis.input) };
  if ('replace' in axis) return { ...axis, replace: { ...axis.replace, in: left(axis.replace.in) } };
  if ('append' in axis) return { ...axis, append: { ...axis.append, to: left(axis.append.to) } };
  return 'images' in axis ? { ...axis, images: { ...axis.images, input: '' } } : axis;
}

/** Sets where an input starts, or takes that back: the workflow's own value counts again. */
export function setStart(draft: EditedDraft, path: string, value: string | number | boolean | undefined): EditedDraft {
  const { [path]: _, ...others } = draft.set;
  return { ...draft, set: value === undefined ? others : { ...others, [path]: value } };
}

/** A value as its chip shows it; skipped: its column is there, its cells are not drawn. */
export interface WrittenValue {
  label: string;
  isSkipped?: boolean;
}

/** Values as one line of the axis grammar; what would be read otherwise stands in quotes. */
export function writeValues(values: readonly (string | WrittenValue)[]): string {
  return values.map((value) => (typeof value === 'string' ? quoted(value) : `${value.isSkipped === true ? 'SKIP: ' : ''}${quoted(value.label)}`)).join(', ');
}

function quoted(value: string): string {
  return needsQuotes(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function needsQuotes(value: string): boolean {
  return value === '' || /[,\n]|\|\||^\s|\s$|^"|^SKIP:/i.test(value);
}

function freeName(wanted: string, { axes }: EditedDraft): string {
  const taken = new Set(axes.map((axis) => axis.name ?? defaultAxisName(axis)));
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted} ${number}`)) return `${wanted} ${number}`;
}
