/** The most values one axis may have: beyond it neither labels nor a page can hold them. */
export const maxAxisValues = 100_000;

/** The sentence for an axis that would be too long. `count` may be huge, so it is text. */
export function tooManyValues(count: string): string {
  return `This makes ${count} values; an axis holds ${maxAxisValues.toLocaleString('en')} at most. Take a larger step, or spread the values over two axes.`;
}
