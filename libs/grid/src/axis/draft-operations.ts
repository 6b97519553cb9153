import type { ValueDraft } from './axis-draft.js';
import { toItem, type Item } from './items.js';
import { literalSyntaxWarnings } from './literal-syntax.js';
import type { Operation } from './operation.js';
import { resolveTargets, resolveTextTargets } from './operation-targets.js';
import type { InputKind } from './input-kind.js';
import type { Problem } from './parsed.js';
import { quote } from './quote.js';
import { readItems } from './read-items.js';
import { refuseScalar } from './refuse-scalar.js';
import { warningAt, type ResolutionContext } from './resolution.js';
import { appendWarnings } from './resolve-append-axis.js';
import type { Scalar } from './scalar.js';

/** The operations of one value, in the order set, replace, append, bypass. `path` of a problem begins at the value. */
export interface DraftOperations {
  operations: Operation[];
  problems: Problem[];
}

/** Resolves what a labelled value does. */
export function draftOperations(draft: ValueDraft, context: ResolutionContext): DraftOperations {
  const parts = [
    ...Object.entries(draft.set ?? {}).map(([input, value]) => setOperation(input, value, context)),
    ...(draft.replace ?? []).map((replace, position) => replaceOperation(replace, position, context)),
    ...(draft.append ?? []).map((append, position) => appendOperation(append, position, context)),
    ...[draft.bypass ?? []].flat().map((node) => bypassOperation(node, context)),
  ];
  const operations = parts.flatMap((part) => part.operations);
  return { operations, problems: [...parts.flatMap((part) => part.problems), ...contradictions(operations)] };
}

function setOperation(input: string, written: Scalar, context: ResolutionContext): DraftOperations {
  const path = ['set', input];
  const found = resolveTargets(input, context.inputs);
  if (!found.ok) return mistake(path, found.message);
  const operations: Operation[] = [];
  const problems: Problem[] = [];
  for (const target of found.targets) {
    const read = readOneValue(written, target.kind, context);
    if (!read.ok) return mistake(path, read.message);
    operations.push({ op: 'set', input: target.path, value: read.value });
    problems.push(...read.warnings.map((message) => warningAt(path, message)));
  }
  return { operations, problems };
}

type OneValue = { ok: true; value: Scalar; warnings: string[] } | { ok: false; message: string };

/** Reads one value for an input, as an item of a list is read; what stands for several values is a mistake. */
function readOneValue(written: Scalar, kind: InputKind, { axisName, random }: Pick<ResolutionContext, 'axisName' | 'random'>): OneValue {
  const refusal = refuseScalar(written, kind);
  if (refusal !== undefined) return { ok: false, message: refusal };
  const item: Item = typeof written === 'string' && kind.type === 'text' ? { text: written, isQuoted: true, isSkipped: false } : toItem(String(written));
  const read = readItems([item], kind, { axisName, ...(random !== undefined && { random }) });
  if (!read.ok) return read;
  const [first, ...more] = read.value;
  if (first === undefined || more.length > 0) return { ok: false, message: `${quote(String(written))} stands for ${read.value.length} values; here goes one.` };
  return { ok: true, value: first.value, warnings: read.warnings.map(({ message }) => message) };
}

function replaceOperation(replace: NonNullable<ValueDraft['replace']>[number], position: number, { inputs }: ResolutionContext): DraftOperations {
  const path = ['replace', position];
  const found = resolveTextTargets(replace.in, inputs);
  if (!found.ok) return mistake([...path, 'in'], found.message);
  if (replace.search === '') return mistake([...path, 'search'], 'What is searched for cannot be empty.');
  const operation: Operation = { op: 'replace', in: found.paths, search: replace.search, replacement: replace.with, caseSensitive: replace.ignoreCase !== true };
  return { operations: [operation], problems: literalSyntaxWarnings(replace.with).map((message) => warningAt([...path, 'with'], message)) };
}

function appendOperation(append: NonNullable<ValueDraft['append']>[number], position: number, { inputs }: ResolutionContext): DraftOperations {
  const path = ['append', position];
  const found = resolveTextTargets(append.to, inputs);
  if (!found.ok) return mistake([...path, 'to'], found.message);
  if (append.text === '') return { operations: [], problems: [] };
  return {
    operations: [{ op: 'append', to: found.paths, text: append.text }],
    problems: appendWarnings(append.text).map((message) => warningAt([...path, 'text'], message)),
  };
}

function bypassOperation(name: string, { inputs }: ResolutionContext): DraftOperations {
  const found = inputs.resolveNode(name);
  return found.ok ? { operations: [{ op: 'bypass', node: found.node }], problems: [] } : mistake(['bypass'], found.message);
}

/** Two names of one input would set it twice in one value. */
function contradictions(operations: readonly Operation[]): Problem[] {
  const inputs = operations.filter((operation) => operation.op === 'set').map(({ input }) => input);
  const twice = inputs.find((input, position) => inputs.indexOf(input) !== position);
  return twice === undefined ? [] : [{ severity: 'error', path: ['set'], message: `${twice} is set twice in one value. Keep one of them.` }];
}

function mistake(path: (string | number)[], message: string): DraftOperations {
  return { operations: [], problems: [{ severity: 'error', path, message }] };
}
