/** The next index after one, around the end, of which something is true; undefined where it is true of none. */
export function nextIndex(after: number, count: number, isWanted: (index: number) => boolean): number | undefined {
  for (let step = 1; step <= count; step += 1) {
    const index = (after + step) % count;
    if (isWanted(index)) return index;
  }
  return undefined;
}
