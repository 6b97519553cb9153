/** Whether an item of a choice list is a pattern. */
export function isGlob(text: string): boolean {
  return text.includes('*');
}

/** A test for names: `*` stands for anything, `/` and `\` are the same, case does not matter. */
export function globTest(glob: string): (name: string) => boolean {
  const [first = '', ...others] = comparable(glob).split('*');
  const last = others.pop();
  if (last === undefined) return (name) => comparable(name) === first;
  return (name) => matchesParts(comparable(name), { first, middle: others, last });
}

/** The parts between the stars, one behind the other: the first place of each leaves the most to the rest. */
function matchesParts(name: string, { first, middle, last }: { first: string; middle: readonly string[]; last: string }): boolean {
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let position = first.length;
  for (const part of middle) {
    const found = name.indexOf(part, position);
    if (found === -1 || found + part.length > end) return false;
    position = found + part.length;
  }
  return true;
}

function comparable(name: string): string {
  return withSlashes(name).toLowerCase();
}

/** A name with `/` as the only separator of folders. */
export function withSlashes(name: string): string {
  return name.replaceAll('\\', '/');
}
