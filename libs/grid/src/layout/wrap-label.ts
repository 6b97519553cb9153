/** The width of a text in pixels, in the font it will be drawn in. */
export type MeasureText = (text: string) => number;

export function wrapLabel(text: string, maxWidth: number, measure: MeasureText): string[] {
  throw new Error(`not built yet: ${text} ${maxWidth} ${measure('')}`);
}
