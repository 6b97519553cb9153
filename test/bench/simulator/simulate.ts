import { chooseCells, RunMemory, type WaitingGroup } from '@gridscope/grid';
import { idealSeconds, type SimulatedPlan } from './simulated-plan.js';
import { ServerTimeline } from './server-timeline.js';

/** How a plan went. */
export interface Simulation {
  seconds: number;
  /** Seconds over the ideal ones: 1 is perfect. */
  ratio: number;
  loads: number;
  /** Loads that every order needs: one a set, and where there are fewer sets than servers one a server. */
  sets: number;
  /** The least that any server was drawing or loading, from its first prompt until nothing waited; 0 to 1. */
  busy: number;
  /** How often a server held more prompts than it has seats. */
  overSeats: number;
}

export interface SimulationOptions {
  /** Servers are new: nothing is known of their speeds before their first cell. Default false. */
  isCold?: boolean;
}

/** Draws a plan on servers that only count time. */
export function simulate(plan: SimulatedPlan, { isCold = false }: SimulationOptions = {}): Simulation {
  const timelines = plan.servers.map((server) => new ServerTimeline(server, isCold));
  const left = new Map(plan.groups.map((group) => [group.modelKey, group.cells]));
  const memory = new RunMemory();
  let now = 0;
  let drainedAt = 0;
  for (;;) {
    for (const { serverId, groupKey } of chooseCells(timelines.map((timeline) => timeline.seenAt(now)), waitingOf(plan, left), { elapsedSeconds: now, memory })) {
      timelines.find((timeline) => timeline.id === serverId)?.take(groupKey, now);
      left.set(groupKey, (left.get(groupKey) ?? 0) - 1);
      if ([...left.values()].every((count) => count === 0)) drainedAt = now;
    }
    const next = Math.min(...timelines.map((timeline) => timeline.nextEnd(now)));
    if (next === Infinity) break;
    now = next;
  }
  return {
    seconds: now,
    ratio: now / idealSeconds(plan),
    loads: timelines.reduce((sum, timeline) => sum + timeline.loads, 0),
    sets: plan.groups.length,
    busy: Math.min(...timelines.map((timeline) => timeline.busyUntil(drainedAt))),
    overSeats: timelines.reduce((sum, timeline) => sum + timeline.overSeats, 0),
  };
}

function waitingOf(plan: SimulatedPlan, left: ReadonlyMap<string, number>): WaitingGroup[] {
  const serverIds = new Set(plan.servers.map((server) => server.id));
  return plan.groups.map(({ modelKey }, order) => ({ key: modelKey, modelKey, planId: 'plan', priority: 0, order, serverIds, count: left.get(modelKey) ?? 0 }));
}

