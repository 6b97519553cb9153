import type { WorkflowInputView } from '@gridscope/contract';

/** The input that a path means: by its id, its short name, or a node's title or class where that is unique. */
export function findInput(inputs: readonly WorkflowInputView[], path: string): WorkflowInputView | undefined {
  const exact = inputs.find((input) => input.path === path || input.shortName === path);
  if (exact !== undefined) return exact;
  const named = inputs.filter((input) => [`${input.classType}.${input.input}`, `${input.nodeTitle}.${input.input}`, `"${input.nodeTitle}".${input.input}`].includes(path));
  return named.length === 1 ? named[0] : undefined;
}

/** What an input takes, in short: `int 1–10000`, `4 choices`, `text`. */
export function kindInShort({ kind }: WorkflowInputView): string {
  if (kind.type === 'int' || kind.type === 'float') return [kind.type === 'int' && kind.isSeed === true ? 'seed' : kind.type, rangeInShort(kind.min, kind.max)].filter((part) => part !== '').join(' ');
  if (kind.type === 'choice') return `${kind.choices.length} ${kind.choices.length === 1 ? 'choice' : 'choices'}`;
  return kind.type === 'boolean' ? 'yes or no' : kind.type;
}

function rangeInShort(min: number | string | undefined, max: number | string | undefined): string {
  if (min === undefined && max === undefined) return '';
  if (max === undefined) return `from ${min}`;
  return min === undefined ? `to ${inShort(max)}` : `${min}–${inShort(max)}`;
}

/** Bounds that mean "any": powers of two are easier to read than their digits. */
function inShort(bound: number | string): string {
  const powers = new Map([['18446744073709551615', '2⁶⁴−1'], ['9223372036854775807', '2⁶³−1'], ['9007199254740991', '2⁵³−1'], ['4294967295', '2³²−1'], ['2147483647', '2³¹−1']]);
  return powers.get(String(bound)) ?? String(bound);
}

/** The inputs that have every word of a search in node, name, type or value. */
export function searchInputs(inputs: readonly WorkflowInputView[], search: string): WorkflowInputView[] {
  const words = search.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return inputs.filter((input) => {
    const text = `${input.nodeTitle} ${input.classType} ${input.shortName} ${input.path} ${input.kind.type} ${String(input.value ?? '')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
