import { experimentDraft, type AxisDraft, type Problem } from '@gridscope/contract';
import { axisInputs, axisOfKind, axisRole, type EditedDraft } from './edited-draft';

/** What is still missing before the API can be asked about a draft. Empty: it can be. */
export function draftMistakes(draft: EditedDraft): Problem[] {
  if (draft.workflow === undefined) return [mistake(['workflow'], 'Choose a workflow to begin with.')];
  const unfinished = draft.axes.flatMap(axisMistakes);
  if (unfinished.length > 0) return unfinished;
  const read = experimentDraft.safeParse({ ...draft, name: draft.name.trim() === '' ? 'experiment' : draft.name });
  if (read.success) return [];
  return read.error.issues.map((issue) => mistake(issue.path.filter((part) => typeof part !== 'symbol'), issue.message));
}

function axisMistakes(axis: AxisDraft, place: number): Problem[] {
  const called = axis.name ?? axisRole(place);
  const isValues = axisOfKind(axis).kind === 'values';
  if (!isValues && axisInputs(axis).every((path) => path === '')) return [mistake(['axes', place, 'input'], `Choose what axis ${called} varies.`)];
  return isEmpty(axis) ? [mistake(['axes', place, 'values'], `Axis ${called} has no value yet.`)] : [];
}

function isEmpty(axis: AxisDraft): boolean {
  const of = axisOfKind(axis);
  if (of.kind === 'replace') return isBlank(of.axis.replace.terms);
  if (of.kind === 'append') return isBlank(of.axis.append.texts);
  if (of.kind === 'images') return of.axis.images.files.length === 0;
  if (of.kind === 'values') return of.axis.values.length === 0;
  return isBlank(of.axis.values);
}

/** An empty line alone is where somebody will write; beside others it is a value. */
function isBlank(values: string | readonly (string | number | boolean)[]): boolean {
  return typeof values === 'string' ? values.trim() === '' : values.every((value) => value === '');
}

function mistake(path: Problem['path'], message: string): Problem {
  return { severity: 'error', path, message };
}
