/** Which values of a slider have their label written below it: all where there is room, else ever fewer, always the first and the last. */
export function tickPlaces(count: number, widthPx: number, longestLabelPx: number): number[] {
  if (count === 0) return [];
  const room = Math.max(2, Math.floor(widthPx / Math.max(1, longestLabelPx + 16)));
  const every = Math.ceil((count - 1) / (room - 1)) || 1;
  const places = Array.from({ length: Math.ceil(count / every) }, (_, tick) => tick * every);
  const last = count - 1;
  const kept = places.filter((place) => place === last || last - place >= every);
  return kept.includes(last) ? kept : [...kept, last];
}
