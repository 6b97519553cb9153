const longestName = 150;

/** A file name that every system takes and that says which cell it is: `0007 steps=8, sampler=euler.png`. */
export function readableName(cell: { index: number; labels: readonly string[] }, axisNames: readonly string[], options: { cellCount: number; part?: number; extension: string }): string {
  const digits = String(Math.max(options.cellCount - 1, 0)).length;
  const number = String(cell.index).padStart(Math.max(digits, 4), '0');
  const values = cell.labels.map((label, axis) => `${axisNames[axis] ?? `axis ${axis + 1}`}=${label}`).join(', ');
  const part = options.part === undefined ? '' : ` (${options.part})`;
  return `${shorten(`${number} ${safeName(values)}`.trim())}${part}.${options.extension}`;
}

/** Text without what Windows, macOS or Linux refuse in a file name. */
export function safeName(text: string): string {
  return (
    text
      .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, '_')
      .replace(/\s+/g, ' ')
      .replace(/[. ]+$/, '')
      .trim() || 'unnamed'
  );
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= longestName ? text : `${characters.slice(0, longestName - 1).join('').trimEnd()}…`;
}
