/** Whether an item of a choice list is a pattern: a `*`, or a `!` in front of one. */
export function isGlob(text: string): boolean {
  return text.includes('*');
}

/** A test for names: `*` stands for anything, `/` and `\` are the same, case does not matter. */
export function globTest(glob: string): (name: string) => boolean {
  const source = withSlashes(glob).split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)).join('.*');
  const pattern = new RegExp(`^${source}$`, 'isu');
  return (name) => pattern.test(withSlashes(name));
}

/** A name with `/` as the only separator of folders. */
export function withSlashes(name: string): string {
  return name.replaceAll('\\', '/');
}
