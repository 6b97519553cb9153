/** What one server needs for a cell. `basis`: measured there, or guessed; left out secondsPerCell is guessed. */
export interface ServerPace {
  secondsPerCell?: number;
  basis: 'measured' | 'guess';
}

/** A range of time, both ends included. */
export interface TimeEstimate {
  fromSeconds: number;
  toSeconds: number;
  basis: 'measured' | 'guess';
}

export function estimateSeconds(input: { cells: number; servers: ServerPace[] }): TimeEstimate {
  throw new Error(`not built yet: ${input.cells}`);
}
