export type MeasureText = (text: string) => number;

/** A text broken into at most `mostLines` lines of a width; the last line ends with … where something is left out. Words longer than a line are broken. */
export function fitText(text: string, widthPx: number, mostLines: number, measure: MeasureText): string[] {
  const lines: string[] = [];
  let rest = text.replace(/\s+/g, ' ').trim();
  while (rest !== '' && lines.length < mostLines) {
    const isLast = lines.length === mostLines - 1;
    const taken = measure(rest) <= widthPx ? rest : isLast ? shortened(rest, widthPx, measure) : firstLine(rest, widthPx, measure);
    lines.push(taken);
    rest = isLast ? '' : rest.slice(taken.length).trim();
  }
  return lines.filter((line) => line !== '');
}

function shortened(text: string, widthPx: number, measure: MeasureText): string {
  return `${text.slice(0, longest(text, widthPx - measure('…'), measure)).trimEnd()}…`;
}

function firstLine(text: string, widthPx: number, measure: MeasureText): string {
  const length = Math.max(1, longest(text, widthPx, measure));
  const space = text.lastIndexOf(' ', length);
  return text.slice(0, space > 0 ? space : length);
}

function longest(text: string, widthPx: number, measure: MeasureText): number {
  let [fits, tooLong] = [0, text.length + 1];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (measure(text.slice(0, middle)) <= widthPx) fits = middle;
    else tooLong = middle;
  }
  return fits;
}
