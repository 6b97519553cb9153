import type { WaitingGroup } from './waiting-group.js';

/** Groups that are one to the servers: the same models, the same servers can draw them; of one plan or of several. */
export interface Lot {
  /** Unique among the lots of a run. */
  key: string;
  /** Left out: whatever is loaded does not matter. */
  modelKey: string | undefined;
  serverIds: ReadonlySet<string>;
  groups: WaitingGroup[];
  count: number;
  /** Mean over its cells. */
  stepsPerCell: number;
  /** Where the first of its cells stands in a plan's drawing order. */
  order: number;
}

/** Puts groups together, in the order in which they are given; groups that nobody can draw or in which nothing waits are left out. */
export function lotsOf(groups: readonly WaitingGroup[]): Lot[] {
  const lots = new Map<string, Lot>();
  const names = new Map<ReadonlySet<string>, string>();
  const nameOf = (serverIds: ReadonlySet<string>) => names.get(serverIds) ?? JSON.stringify([...serverIds].sort());
  for (const group of groups) {
    if (group.count <= 0 || group.serverIds.size === 0) continue;
    names.set(group.serverIds, nameOf(group.serverIds));
    const key = `${JSON.stringify(group.modelKey ?? null)} ${nameOf(group.serverIds)}`;
    const known = lots.get(key) ?? { key, modelKey: group.modelKey, serverIds: group.serverIds, groups: [], count: 0, stepsPerCell: 0, order: Infinity };
    lots.set(key, joined(known, group));
  }
  return [...lots.values()];
}

function joined(lot: Lot, group: WaitingGroup): Lot {
  const count = lot.count + group.count;
  const steps = lot.stepsPerCell * lot.count + (group.stepsPerCell ?? 1) * group.count;
  lot.groups.push(group);
  return { ...lot, count, stepsPerCell: steps / count, order: Math.min(lot.order, group.order) };
}
