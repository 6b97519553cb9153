import type { AxisKind, AxisValue } from './axis.js';
import type { InputAxisDraft } from './axis-draft.js';
import type { InputKind } from './input-kind.js';
import { toItem } from './items.js';
import { linkKinds } from './link-kinds.js';
import type { InputPath } from './operation.js';
import { resolveTargets } from './operation-targets.js';
import { parseAxisValues } from './parse-axis-values.js';
import type { Problem } from './parsed.js';
import { readItems } from './read-items.js';
import { unresolved, type Resolution, type ResolutionContext } from './resolution.js';
import { refuseScalar } from './refuse-scalar.js';
import type { Scalar } from './scalar.js';
import type { TypedValue } from './typed-value.js';
import { valueId } from './value-id.js';

/** The values of an axis over one input, or the same values for several linked inputs. */
export function resolveInputAxis(draft: InputAxisDraft, context: ResolutionContext): Resolution {
  const found = resolveTargets(draft.input, context.inputs);
  if (!found.ok) return unresolved('input', ['input'], found.message);
  const paths = found.targets.map(({ path }) => path);
  const axisKind = paths.length > 1 ? 'linked' : 'input';
  const kind = linkKinds(found.targets.map((target) => target.kind));
  if (kind === undefined) return unresolved(axisKind, ['input'], `${paths.join(', ')} take different types (${found.targets.map((target) => target.kind.type).join(', ')}), so no value suits all. Give each an axis of its own.`);
  const { values, problems } = typeof draft.values === 'string' ? readText(draft.values, kind, context) : readList(draft.values, kind, context);
  return { kind: kindOf(axisKind, kind), values: values.map((value) => setValue(value, paths)), problems };
}

function kindOf(axisKind: AxisKind, kind: InputKind): AxisKind {
  return axisKind === 'input' && kind.type === 'image' ? 'images' : axisKind;
}

/** A value that sets these inputs. */
export function setValue({ value, label, isSkipped }: TypedValue, paths: readonly InputPath[]): AxisValue {
  const operations = paths.map((input) => ({ op: 'set' as const, input, value }));
  return { id: valueId(operations), label, operations, ...(isSkipped === true && { isSkipped }) };
}

interface TypedValues {
  values: TypedValue[];
  problems: Problem[];
}

function readText(text: string, kind: InputKind, context: ResolutionContext): TypedValues {
  const parsed = parseAxisValues(text, kind, drawContext(context));
  if (!parsed.ok) return { values: [], problems: [{ severity: 'error', path: ['values'], at: parsed.at, message: parsed.message }] };
  const problems = (parsed.warnings ?? []).map(({ at, message }) => ({ severity: 'warning' as const, path: ['values'], at, message }));
  return { values: parsed.value, problems };
}

/** Each entry is one item: commas and quotes in it are its own. */
function readList(entries: readonly Scalar[], kind: InputKind, context: ResolutionContext): TypedValues {
  if (entries.length === 0) return { values: [], problems: [{ severity: 'error', path: ['values'], message: 'There is no value here. Write one at least.' }] };
  const mistaken = entries.findIndex((entry) => refuseScalar(entry, kind) !== undefined);
  const mistake = refuseScalar(entries[mistaken], kind);
  if (mistake !== undefined) return { values: [], problems: [{ severity: 'error', path: ['values', mistaken], message: mistake }] };
  const read = readItems(entries.map((entry) => toItem(String(entry))), kind, drawContext(context));
  if (!read.ok) return { values: [], problems: [{ severity: 'error', path: ['values', read.item], message: read.message }] };
  const problems = read.warnings.map(({ item, message }) => ({ severity: 'warning' as const, path: ['values', item], message }));
  return { values: read.value, problems };
}

function drawContext({ axisName, random }: ResolutionContext) {
  return { axisName, ...(random !== undefined && { random }) };
}
