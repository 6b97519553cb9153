/** Which axis stands where, by axis id. `pages`: further axes in order; the first is the scrubber. */
export interface GridLayout {
  x?: string;
  y?: string;
  pages: string[];
}

/** A place in the viewer: column and row from 0, and by axis id the position on each further axis (0 when left out). */
export interface ViewPosition {
  column: number;
  row: number;
  page: Record<string, number>;
}
