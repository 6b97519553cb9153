const pictures = 9;

/** Places of a plan for the mosaic: nine, spread evenly, all where there are fewer. */
export function mosaicIndexes(cellCount: number): number[] {
  if (cellCount <= pictures) return Array.from({ length: cellCount }, (_, index) => index);
  return Array.from({ length: pictures }, (_, place) => Math.round((place * (cellCount - 1)) / (pictures - 1)));
}

/** Up to nine leads in plan order, those at the spread places first; none twice. */
export function mosaicOf(spread: readonly { index: number; leadImage: string }[], others: readonly { index: number; leadImage: string }[]): string[] {
  const known = new Set(spread.map(({ index }) => index));
  const filled = [...spread, ...others.filter(({ index }) => !known.has(index))].slice(0, pictures);
  return filled.sort((a, b) => a.index - b.index).map(({ leadImage }) => leadImage);
}
