import type { Assignment } from './assignment.js';
import { guessPaces } from './guess-paces.js';
import { lotsOf } from './lots.js';
import { Round, type RoundOptions } from './round.js';
import type { SchedulableServer } from './schedulable-server.js';
import type { WaitingGroup } from './waiting-group.js';

/**
 * Which waiting cells the free seats take now, in the order in which they should be sent. Pictures asked for by hand first, at any free seat; then
 * priority after priority what makes all servers end soonest together (`shareOut`), each staying with the models that it has. Of what is equal to
 * that, the plan comes first that waited longest for its turn. Never more cells than wait, never more than there are free seats. Nothing is kept for a server
 * that has no free seat and nothing of ours to finish: others fill it, nobody knows until when.
 */
export function chooseCells(servers: readonly SchedulableServer[], groups: readonly WaitingGroup[], options: RoundOptions = {}): Assignment[] {
  const paces = guessPaces(servers);
  const offers = servers.flatMap((server, place) => {
    const pace = paces[place];
    return pace === undefined || isFullOfOthers(server) ? [] : [{ ...pace, id: server.id, freeSeats: server.freeSeats, busySeconds: server.busySeconds ?? 0, modelKey: server.modelKey, planId: server.planId }];
  });
  const round = new Round(offers, options);
  round.assignByHand(lotsOf(groups.filter((group) => group.isByHand === true)));
  const levels = levelsOf(groups.filter((group) => group.isByHand !== true)).map(lotsOf);
  options.memory?.see(levels.flat());
  // What is urgent does not wait to spare a load.
  for (const level of levels) round.assign(level, { isSparing: levels.length === 1 });
  return round.assignments;
}

function isFullOfOthers({ freeSeats, busySeconds = 0 }: SchedulableServer): boolean {
  return freeSeats <= 0 && busySeconds <= 0;
}

/** Groups of equal priority, the highest first. */
function levelsOf(groups: readonly WaitingGroup[]): WaitingGroup[][] {
  const levels = new Map<number, WaitingGroup[]>();
  for (const group of groups) levels.set(group.priority, [...(levels.get(group.priority) ?? []), group]);
  return [...levels].sort(([a], [b]) => b - a).map(([, level]) => level);
}
