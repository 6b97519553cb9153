import type { AxisValue } from './axis.js';
import type { AppendAxisDraft } from './axis-draft.js';
import { scalarLabel } from './exact-decimal.js';
import { literalSyntaxWarnings } from './literal-syntax.js';
import type { Operation } from './operation.js';
import { resolveTextTargets } from './operation-targets.js';
import { quote } from './quote.js';
import { unresolved, warningAt, type Resolution, type ResolutionContext } from './resolution.js';
import { valueId } from './value-id.js';

/** The values of an append: each text goes to the end of every target, letter by letter; an empty one is the baseline. */
export function resolveAppendAxis({ append }: AppendAxisDraft, { inputs }: ResolutionContext): Resolution {
  const found = resolveTextTargets(append.to, inputs);
  if (!found.ok) return unresolved('append', ['append', 'to'], found.message);
  const values = append.texts.map((text): AxisValue => {
    const operations: Operation[] = text === '' ? [] : [{ op: 'append', to: found.paths, text }];
    return { id: valueId(operations), label: scalarLabel(text.trim()), operations };
  });
  const problems = append.texts.flatMap((text, position) => appendWarnings(text).map((message) => warningAt(['append', 'texts', position], message)));
  return { kind: 'append', values, problems };
}

/** What a person may not expect of a text that is put behind another. */
export function appendWarnings(text: string): string[] {
  const isGlued = /^[\p{L}\p{N}(]/u.test(text);
  const glued = isGlued ? [`${quote(text)} joins the last word of the prompt, because nothing is put between. Begin it with a comma or a blank, for example ${quote(`, ${text}`)}.`] : [];
  return [...glued, ...literalSyntaxWarnings(text)];
}
