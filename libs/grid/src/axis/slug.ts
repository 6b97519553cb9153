/** A name as an id: small letters and digits of any script, joined by hyphens; `axis` where nothing is left. */
export function slug(name: string): string {
  const joined = name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return joined === '' ? 'axis' : joined;
}

/** The wish itself where it is free, else the wish with the first free number from 2 on. */
export function firstFree(wish: string, taken: ReadonlySet<string>, joint: string): string {
  if (!taken.has(wish)) return wish;
  let number = 2;
  while (taken.has(`${wish}${joint}${number}`)) number += 1;
  return `${wish}${joint}${number}`;
}
