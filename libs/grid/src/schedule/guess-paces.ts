import type { SchedulableServer } from './schedulable-server.js';

/** How fast a server is, in seconds. */
export interface Pace {
  secondsPerStep: number;
  secondsPerLoad: number;
}

/** Where no server was measured yet: only their proportion matters, a load costs as much as some forty steps. */
const unmeasured: Pace = { secondsPerStep: 0.2, secondsPerLoad: 8 };

/** The pace of each server: as measured; where it was not, as the others' mean. */
export function guessPaces(servers: readonly SchedulableServer[]): Pace[] {
  const secondsPerStep = meanOf(servers.map((server) => server.secondsPerStep)) ?? unmeasured.secondsPerStep;
  const secondsPerLoad = meanOf(servers.map((server) => server.secondsPerLoad)) ?? unmeasured.secondsPerLoad;
  return servers.map((server) => ({ secondsPerStep: server.secondsPerStep ?? secondsPerStep, secondsPerLoad: server.secondsPerLoad ?? secondsPerLoad }));
}

function meanOf(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, number) => sum + number, 0) / known.length;
}
