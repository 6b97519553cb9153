import type { Axis } from './axis.js';
import type { AxisDraft } from './axis-draft.js';
import { axisNames } from './axis-names.js';
import { findTwinValue } from './find-twin-value.js';
import type { InputResolver } from './input-resolver.js';
import type { Problem } from './parsed.js';
import { quote } from './quote.js';
import { resolveAppendAxis } from './resolve-append-axis.js';
import { resolveImagesAxis } from './resolve-images-axis.js';
import { resolveInputAxis } from './resolve-input-axis.js';
import { resolveReplaceAxis } from './resolve-replace-axis.js';
import { resolveValuesAxis } from './resolve-values-axis.js';
import { unresolved, type Resolution, type ResolutionContext } from './resolution.js';
import { firstFree, slug } from './slug.js';

/**
 * Resolves drafts against one workflow, in their order. An axis with an error among its problems is left out, so use
 * the axes only where no problem is an error. `random` is what seeds are drawn from; 0 when left out.
 */
export function resolveAxes(drafts: AxisDraft[], inputs: InputResolver, context: { random?: number } = {}): { axes: Axis[]; problems: Problem[] } {
  const axes: Axis[] = [];
  const { names, problems } = axisNames(drafts);
  const ids = new Set<string>();
  for (const [position, draft] of drafts.entries()) {
    const name = names[position] ?? `axis ${position + 1}`;
    const id = firstFree(slug(name), ids, '-');
    ids.add(id);
    const { kind, values, problems: own } = withoutTwins(resolveAxis(draft, { inputs, axisName: name, random: context.random }), draft);
    problems.push(...own.map((problem) => ({ ...problem, path: ['axes', position, ...problem.path] })));
    if (!own.some(({ severity }) => severity === 'error')) axes.push({ id, name, kind, values });
  }
  return { axes, problems };
}

function resolveAxis(draft: AxisDraft, context: ResolutionContext): Resolution {
  if ('input' in draft) return resolveInputAxis(draft, context);
  if ('replace' in draft) return resolveReplaceAxis(draft, context);
  if ('append' in draft) return resolveAppendAxis(draft, context);
  if ('images' in draft) return resolveImagesAxis(draft, context);
  return resolveValuesAxis(draft, context);
}

/** Two equal values on one axis are refused, because addresses name a value by what it does. */
function withoutTwins(resolution: Resolution, draft: AxisDraft): Resolution {
  if (resolution.problems.some(({ severity }) => severity === 'error')) return resolution;
  if (resolution.values.length === 0) return unresolved(resolution.kind, valuesPath(draft), 'There is no value here. Write one at least.');
  const twin = findTwinValue(resolution.values);
  if (twin === undefined) return resolution;
  return unresolved(resolution.kind, [...valuesPath(draft), twin.second], `${quote(twin.secondLabel)} does the same as ${quote(twin.firstLabel)}. Take one of them away.`);
}

function valuesPath(draft: AxisDraft): string[] {
  if ('replace' in draft) return ['replace', 'terms'];
  if ('append' in draft) return ['append', 'texts'];
  return 'images' in draft ? ['images', 'files'] : ['values'];
}
