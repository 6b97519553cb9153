/** The width of a text in pixels, in the font it will be drawn in. */
export type MeasureText = (text: string) => number;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A label in lines no wider than `maxWidth` pixels, nothing left out: broken at blanks, else behind `/ \ _ - , . : |`
 * as file names need, else between letters. Only a single letter may be wider. One line at least.
 */
export function wrapLabel(text: string, maxWidth: number, measure: MeasureText): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, maxWidth, measure));
}

function wrapParagraph(paragraph: string, maxWidth: number, measure: MeasureText): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(paragraph).flatMap((part) => fitting(part, maxWidth, measure))) {
    if (line === '' || measure((line + piece).trimEnd()) <= maxWidth) {
      line += piece;
      continue;
    }
    lines.push(line.trimEnd());
    line = piece.trimStart();
  }
  return [...lines, line.trimEnd()];
}

/** Where a line may end: behind blanks and behind separators, which stay at the end of their piece. */
function piecesOf(text: string): string[] {
  return text.match(/[^\s/\\_\-,.:|]*(?:\s+|[/\\_\-,.:|]+\s*)|[^\s/\\_\-,.:|]+$/g) ?? [];
}

/** The piece itself where it fits on a line, else as many letters together as fit. */
function fitting(piece: string, maxWidth: number, measure: MeasureText): string[] {
  if (measure(piece.trimEnd()) <= maxWidth) return [piece];
  const parts: string[] = [];
  let part = '';
  for (const { segment } of graphemes.segment(piece)) {
    if (part !== '' && measure(part + segment) > maxWidth) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
}
