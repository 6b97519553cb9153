/** Waiting cells of one plan that need the same models and can be drawn by the same servers. */
export interface WaitingGroup {
  /** Unique among the groups. */
  key: string;
  planId: string;
  /** The set of models that its cells need, the same for every plan. Left out: its plan wants an order of its own, whatever has to be loaded for it. */
  modelKey?: string | undefined;
  /** Higher first. */
  priority: number;
  /** A person asked for these pictures by hand: they come before every priority, at the next free seat. */
  isByHand?: boolean | undefined;
  /** Where its first cell stands in the plan's drawing order; lower first. */
  order: number;
  /** Who can draw them. */
  serverIds: ReadonlySet<string>;
  /** How many cells wait, at least 0. */
  count: number;
  /** Sampler steps of a cell, above 0: the unit in which speeds are measured. Left out: 1. */
  stepsPerCell?: number | undefined;
}
