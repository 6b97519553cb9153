import { distance } from 'fastest-levenshtein';

const ending = /\.(safetensors|ckpt|pt|pth|bin|gguf|sft)$/;

/** Nobody means a name by a text as long as a prompt, and comparing it with each would take long. */
const longestName = 300;

/** A name without what people leave out or write in another way: case, separators, blanks, the ending of a model file. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll('\\', '/').replace(ending, '').replaceAll('++', 'pp').replace(/ a$/, 'ancestral').replace(/[\s_-]+/g, '');
}

/** Up to three names that a person may have meant, nearest first: by edit distance, or because one holds the other. */
export function nearestNames(asked: string, names: readonly string[]): string[] {
  const plain = plainName(asked);
  if (plain === '' || plain.length > longestName) return [];
  return names
    .map((name) => ({ name, away: nameDistance(plain, plainName(name)) }))
    .filter(({ away }) => away <= Math.max(2, plain.length * 0.4))
    .sort((a, b) => a.away - b.away)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Names for the end of a message: ` Nearest: "a", "b".`, or nothing where there is none near. */
export function nearestSentence(asked: string, names: readonly string[]): string {
  const nearest = nearestNames(asked, names);
  return nearest.length === 0 ? '' : ` Nearest: ${nearest.map((name) => `"${name}"`).join(', ')}.`;
}

function nameDistance(asked: string, name: string): number {
  const fileName = name.slice(name.lastIndexOf('/') + 1);
  if (asked.length >= 3 && name.includes(asked)) return 1;
  return Math.min(distance(asked, name), distance(asked, fileName));
}
