/** A server as the scheduler sees it now. Seconds are measured there; left out while nothing was. */
export interface SchedulableServer {
  id: string;
  /** Prompts that it may be given now, at least 0. */
  freeSeats: number;
  /** Seconds until it has finished what it holds; 0: idle. Left out: 0. */
  busySeconds?: number | undefined;
  /** Models that are loaded when it has finished what it holds: the key of the group that it was given last. */
  modelKey?: string | undefined;
  /** Plan of the cell that it was given last. */
  planId?: string | undefined;
  secondsPerStep?: number | undefined;
  secondsPerLoad?: number | undefined;
}
