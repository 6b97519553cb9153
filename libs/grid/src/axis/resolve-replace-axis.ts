import type { AxisValue } from './axis.js';
import type { ReplaceAxisDraft } from './axis-draft.js';
import { scalarLabel } from './exact-decimal.js';
import { literalSyntaxWarnings } from './literal-syntax.js';
import type { Operation } from './operation.js';
import { resolveTextTargets } from './operation-targets.js';
import { quote } from './quote.js';
import { unresolved, warningAt, type Resolution, type ResolutionContext } from './resolution.js';
import { valueId } from './value-id.js';

/** The values of a search and replace: the term searched for is the baseline, each further term takes its place. */
export function resolveReplaceAxis({ replace }: ReplaceAxisDraft, { inputs }: ResolutionContext): Resolution {
  const found = resolveTextTargets(replace.in, inputs);
  if (!found.ok) return unresolved('replace', ['replace', 'in'], found.message);
  const [search, ...replacements] = replace.terms;
  if (search === undefined || search === '') return unresolved('replace', ['replace', 'terms', 0], 'The first term is what is searched for, so it cannot be empty. Put a word of the prompt first.');
  const baseline: AxisValue = { id: valueId([]), label: search, operations: [] };
  const values = replacements.map((replacement): AxisValue => {
    const operations: Operation[] = [{ op: 'replace', in: found.paths, search, replacement, caseSensitive: replace.ignoreCase !== true }];
    return { id: valueId(operations), label: scalarLabel(replacement), operations };
  });
  const same = replacements.indexOf(search);
  if (same !== -1) return unresolved('replace', ['replace', 'terms', same + 1], `${quote(search)} is searched for, and is the first value already. Take it away here.`);
  const problems = replace.terms.flatMap((term, position) => literalSyntaxWarnings(term).map((message) => warningAt(['replace', 'terms', position], message)));
  return { kind: 'replace', values: [baseline, ...values], problems };
}
