import { z } from 'zod';
import { resolvedAxis } from './axis.js';
import { problem } from './problem.js';
import { id, scalar, timeMs } from './scalar.js';

export const planState = z.enum(['running', 'paused', 'done', 'cancelled']);

/** In which order its cells are drawn: what costs least to change first, row by row, or corners and middle first. */
export const drawOrder = z.enum(['cheapest', 'rows', 'corners']);
export type DrawOrderName = z.infer<typeof drawOrder>;

/** Higher is drawn first; experiments of equal priority take turns. */
export const planPriority = z.int().min(-100).max(100);

export const planCounts = z.object({
  waiting: z.int(),
  queued: z.int(),
  running: z.int(),
  /** Done in this plan by drawing or by reuse; `reused` says how many of them. */
  done: z.int(),
  reused: z.int(),
  failed: z.int(),
  skipped: z.int(),
  cancelled: z.int(),
});

/** What moves while a plan runs. */
export const planProgress = z.object({
  id,
  experimentId: id,
  state: planState,
  /** Why it is paused, in a sentence; only where the program paused it. */
  pauseReason: z.string().optional(),
  priority: z.int(),
  order: drawOrder,
  /** Counts up by one with every change of a cell. */
  sequence: z.int().min(0),
  counts: planCounts,
  /** Wall-clock seconds a cell over the last cells drawn; absent until one is. */
  secondsPerCell: z.number().optional(),
  remainingSeconds: z.number().optional(),
});
export type PlanProgress = z.infer<typeof planProgress>;

/** An experiment revision's cells, written down as rows. */
export const planView = planProgress.extend({
  kind: z.enum(['grid', 'base']),
  revision: z.int().min(1),
  name: z.string(),
  axes: z.array(resolvedAxis),
  cellCount: z.int(),
  createdAt: timeMs,
  finishedAt: timeMs.optional(),
});
export type PlanView = z.infer<typeof planView>;

export const estimate = z.object({
  fromSeconds: z.number(),
  toSeconds: z.number(),
  /** `guess` until a server has drawn something comparable. */
  basis: z.enum(['measured', 'guess']),
});

/** What a plan would be, before anything is stored or spent. */
export const planDescription = z.object({
  problems: z.array(problem),
  axes: z.array(resolvedAxis),
  cellCount: z.int(),
  toDraw: z.int(),
  reused: z.int(),
  skipped: z.int(),
  estimate: estimate.optional(),
  servers: z.array(z.object({ name: z.string(), isReady: z.boolean(), /** What it lacks, a sentence each. */ missing: z.array(z.string()) })),
  outputs: z.array(z.object({ nodeId: z.string(), title: z.string(), classType: z.string(), isKept: z.boolean() })),
  /** How many calls of nodes that cost money starting it would make. */
  paidCalls: z.int(),
  /** First, middle and last cell. */
  samples: z.array(z.object({ index: z.int(), labels: z.array(z.string()), set: z.record(z.string(), scalar), bypass: z.array(z.string()) })),
});
export type PlanDescription = z.infer<typeof planDescription>;

export const startPlan = z.strictObject({
  /** Said after the page showed how many paid calls there are. */
  acceptPaidCalls: z.boolean().default(false),
});

export const drawBaseQuery = z.object({
  /** As in `startPlan`, for the one picture. */
  acceptPaidCalls: z.enum(['true', 'false']).default('false'),
});

/** What is left out stays. */
export const changePlan = z.strictObject({ priority: planPriority.optional(), order: drawOrder.optional() });

/** Cells by their ids, or all that have one value of an axis (a column, a row, a page). What is drawn or being drawn stays. */
export const skipCells = z.union([
  z.strictObject({ isSkipped: z.boolean(), cells: z.array(id).min(1).max(10_000) }),
  z.strictObject({ isSkipped: z.boolean(), /** Place of the axis in the plan, and id of the value. */ axis: z.int().min(0).max(11), value: z.string().min(1).max(100) }),
]);
export type SkipCells = z.infer<typeof skipCells>;
