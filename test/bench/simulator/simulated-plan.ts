/** A server with fixed costs. */
export interface SimulatedServer {
  id: string;
  seats: number;
  secondsPerCell: number;
  secondsPerLoad: number;
}

/** Cells that need the same models. */
export interface SimulatedGroup {
  modelKey: string;
  cells: number;
}

/** What is to be drawn, and by whom: data alone, so that real engines can draw the same. */
export interface SimulatedPlan {
  servers: SimulatedServer[];
  groups: SimulatedGroup[];
}

/** The best that any order could come near to, in seconds: the work shared by all speeds, and either one load each or all loads shared evenly. */
export function idealSeconds({ servers, groups }: SimulatedPlan): number {
  const cellsPerSecond = servers.reduce((sum, server) => sum + 1 / server.secondsPerCell, 0);
  const work = groups.reduce((sum, group) => sum + group.cells, 0) / cellsPerSecond;
  const load = servers.reduce((sum, server) => sum + server.secondsPerLoad, 0) / servers.length;
  return work + load * Math.max(1, groups.length / servers.length);
}
