/** What one server needs for a cell, measured there or guessed; left out it is anything from `unknownSecondsPerCell`. */
export interface ServerPace {
  secondsPerCell?: number;
  basis: 'measured' | 'guess';
}

/** A range of time, both ends included. `measured` only where every server's pace was. */
export interface TimeEstimate {
  fromSeconds: number;
  toSeconds: number;
  basis: 'measured' | 'guess';
}

/** Seconds for a cell where nothing is known: a small model on a fast card, a large one on a slow card. */
export const unknownSecondsPerCell = { from: 1, to: 60 };

/** How far the truth may lie below and above a pace: measured ones leave out model loads and other people's work. */
const spread = { measured: { below: 0.9, above: 1.3 }, guess: { below: 0.5, above: 3 } };

/** About how long these servers take together for so many cells, each taking the next cell when it is free; no server counts as one unknown one. */
export function estimateSeconds(input: { cells: number; servers: ServerPace[] }): TimeEstimate {
  const servers: ServerPace[] = input.servers.length > 0 ? input.servers : [{ basis: 'guess' }];
  const basis = servers.every((server) => server.basis === 'measured' && server.secondsPerCell !== undefined) ? 'measured' : 'guess';
  return {
    fromSeconds: togetherSeconds(input.cells, servers.map((server) => paceOf(server, 'from'))),
    toSeconds: togetherSeconds(input.cells, servers.map((server) => paceOf(server, 'to'))),
    basis,
  };
}

function paceOf({ secondsPerCell, basis }: ServerPace, end: 'from' | 'to'): number {
  if (secondsPerCell === undefined) return unknownSecondsPerCell[end];
  return secondsPerCell * (end === 'from' ? spread[basis].below : spread[basis].above);
}

/** The first moment by which the servers have finished so many cells; a cell is never shared. Exact to a thousandth of it. */
function togetherSeconds(cells: number, secondsPerCell: readonly number[]): number {
  if (cells <= 0 || secondsPerCell.some((seconds) => seconds <= 0)) return 0;
  const finishedBy = (moment: number) => secondsPerCell.reduce((count, seconds) => count + Math.floor(moment / seconds + 1e-9), 0);
  let early = 0;
  let late = cells * Math.min(...secondsPerCell);
  while (late - early > late / 1_000) {
    const middle = (early + late) / 2;
    if (finishedBy(middle) >= cells) late = middle;
    else early = middle;
  }
  return Math.round(late * 1_000) / 1_000;
}
