/** Seats that are free on a ready server. */
export interface SeatOffer {
  serverId: string;
  freeSeats: number;
  /** Key of the group that it drew from last: its models are loaded there. */
  lastGroup?: string | undefined;
}

/** Waiting cells of one plan that need the same models and can be drawn by the same servers. */
export interface WaitingGroup {
  key: string;
  planId: string;
  /** Higher first; a picture asked for by hand is above every grid. */
  priority: number;
  /** Who can draw them; left out: every server that the plan's experiment chose is in the offer. */
  serverIds: ReadonlySet<string>;
  /** How many cells wait. */
  count: number;
}

/** One cell of the group goes to the server. */
export interface Assignment {
  serverId: string;
  groupKey: string;
}

/**
 * Which waiting cells the free seats take. Priority first. A server stays with the models that it has loaded; when those cells are used up it begins a
 * group that no other server is at, of the plan that has waited longest for its turn (`turns`: plan → when it last began a group, larger is later);
 * with none left it helps where most is waiting. A group that only one server can draw never holds up another server.
 */
export function chooseCells(offers: readonly SeatOffer[], groups: readonly WaitingGroup[], turns: ReadonlyMap<string, number> = new Map()): Assignment[] {
  const left = new Map(groups.map((group) => [group.key, group.count]));
  const at = new Map(offers.map((offer) => [offer.serverId, offer.lastGroup]));
  const free = new Map(offers.map((offer) => [offer.serverId, offer.freeSeats]));
  const begun = new Map(turns);
  const assignments: Assignment[] = [];
  let clock = Math.max(0, ...turns.values());
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const { serverId } of offers) {
      if ((free.get(serverId) ?? 0) <= 0) continue;
      const open = groups.filter((group) => (left.get(group.key) ?? 0) > 0 && group.serverIds.has(serverId));
      const group = bestGroup(open, { serverId, at, left, begun });
      if (group === undefined) continue;
      if (at.get(serverId) !== group.key) begun.set(group.planId, (clock += 1));
      at.set(serverId, group.key);
      left.set(group.key, (left.get(group.key) ?? 0) - 1);
      free.set(serverId, (free.get(serverId) ?? 0) - 1);
      assignments.push({ serverId, groupKey: group.key });
      isMoving = true;
    }
  }
  return assignments;
}

interface Standing {
  serverId: string;
  at: ReadonlyMap<string, string | undefined>;
  left: ReadonlyMap<string, number>;
  begun: ReadonlyMap<string, number>;
}

function bestGroup(open: readonly WaitingGroup[], standing: Standing): WaitingGroup | undefined {
  const highest = Math.max(...open.map((group) => group.priority));
  const first = open.filter((group) => group.priority === highest);
  const own = first.find((group) => group.key === standing.at.get(standing.serverId));
  if (own !== undefined) return own;
  const taken = new Set([...standing.at].filter(([serverId]) => serverId !== standing.serverId).map(([, key]) => key));
  const untouched = first.filter((group) => !taken.has(group.key));
  if (untouched.length > 0) return leastBy(untouched, (group) => standing.begun.get(group.planId) ?? 0);
  return leastBy(first, (group) => -(standing.left.get(group.key) ?? 0));
}

/** The first of those with the least. */
function leastBy<T>(items: readonly T[], of: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>((least, item) => (least === undefined || of(item) < of(least) ? item : least), undefined);
}
