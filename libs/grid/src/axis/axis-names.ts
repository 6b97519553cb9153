import type { AxisDraft } from './axis-draft.js';
import type { Problem } from './parsed.js';
import { firstFree } from './slug.js';

/** The names of all axes in their order, each once; a name that was written twice is a problem. */
export function axisNames(drafts: readonly AxisDraft[]): { names: string[]; problems: Problem[] } {
  const written = new Set(drafts.flatMap(({ name }) => (isBlank(name) ? [] : [name.trim()])));
  const names: string[] = [];
  const problems: Problem[] = [];
  for (const [position, draft] of drafts.entries()) {
    const { name } = draft;
    const taken = new Set(names);
    if (isBlank(name)) {
      names.push(firstFree(impliedName(draft), new Set([...taken, ...written]), ' '));
      continue;
    }
    if (taken.has(name.trim())) problems.push({ severity: 'error', path: ['axes', position, 'name'], message: `Another axis is called "${name.trim()}" already. Rules and addresses need a name for each.` });
    names.push(name.trim());
  }
  return { names, problems };
}

function isBlank(name: string | undefined): name is undefined | '' {
  return name === undefined || name.trim() === '';
}

function impliedName(draft: AxisDraft): string {
  if ('input' in draft) return inputName([draft.input].flat()[0] ?? 'input');
  if ('replace' in draft) return draft.replace.terms[0] ?? 'replace';
  if ('append' in draft) return 'append';
  return 'images' in draft ? inputName(draft.images.input) : 'values';
}

/** `KSampler.steps` → steps, `"My loader v1.5".lora_name` → lora_name. */
function inputName(path: string): string {
  return /^(?:"[^"]*"|[^.]*)\.(?<input>.+)$/s.exec(path)?.groups?.['input'] ?? path;
}
