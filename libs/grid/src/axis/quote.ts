const longestShown = 80;

/** A text in quotes for a message, cut where it is long: `"a lighthouse at …"`. */
export function quote(text: string): string {
  return `"${text.length > longestShown ? `${text.slice(0, longestShown)}…` : text}"`;
}
