export interface Mark {
  /** Characters: `from` counts, `to` does not. */
  from: number;
  to: number;
  severity: 'error' | 'warning';
}

export interface Piece {
  text: string;
  severity: Mark['severity'] | undefined;
}

/** A text cut where marks begin and end; an error covers a warning. A mark without width underlines one character. */
export function markedPieces(text: string, marks: readonly Mark[]): Piece[] {
  const wide = marks.map((mark) => widened(mark, text.length));
  const cuts = [...new Set([0, text.length, ...wide.flatMap(({ from, to }) => [from, to])])].sort((one, other) => one - other);
  return cuts.slice(1).map((to, place) => {
    const from = cuts[place] ?? 0;
    const covering = wide.filter((mark) => mark.from <= from && mark.to >= to);
    return { text: text.slice(from, to), severity: covering.some(({ severity }) => severity === 'error') ? 'error' : covering[0]?.severity };
  });
}

function widened({ from, to, severity }: Mark, length: number): Mark {
  const end = Math.min(length, Math.max(to, from + 1));
  return { from: Math.max(0, Math.min(from, end - 1)), to: end, severity };
}
