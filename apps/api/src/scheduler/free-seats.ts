import type { ServerFacts } from '../servers/known-server.js';

/** Prompts that a server may be given now. `held`: seats that are taken by attempts, `assigned`: cells on their way to it. */
export function freeSeats(server: Pick<ServerFacts, 'seats' | 'breaker' | 'foreignQueue'>, { held, assigned }: { held: number; assigned: number }): number {
  const seats = server.breaker === 'half-open' ? Math.min(1, server.seats) : server.seats;
  return Math.max(0, seats - held - assigned - server.foreignQueue);
}

/** Whether a server is given anything at all. */
export function isOffered(server: Pick<ServerFacts, 'state' | 'breaker' | 'isDraining'>): boolean {
  return server.state === 'ready' && server.breaker !== 'open' && !server.isDraining;
}
