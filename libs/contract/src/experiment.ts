import { z } from 'zod';
import { axisDraft } from './axis-draft.js';
import { resolvedAxis } from './axis.js';
import { planCounts, planState, planView } from './plan.js';
import { problem } from './problem.js';
import { cursor, id, imageHash, name, scalar, timeMs } from './scalar.js';

/** Where the workflow comes from: a template of ours, or the text of a workflow file (API or editor format). */
export const workflowSource = z.union([
  z.strictObject({ template: z.string().min(1).max(100) }),
  z.strictObject({ content: z.string().min(1).max(20_000_000), name: z.string().max(300).optional() }),
]);
export type WorkflowSource = z.infer<typeof workflowSource>;

/** Which servers may draw it. The built-in engine never shares an experiment with real servers. */
export const serverChoice = z.union([z.literal('engine'), z.literal('all'), z.array(z.string().min(1).max(200)).min(1).max(100)]);

/** An experiment as people write it: the same in the builder, in YAML and over HTTP. */
export const experimentDraft = z.strictObject({
  gridscope: z.literal(1).default(1),
  name,
  tags: z.array(z.string().trim().min(1).max(50)).max(30).default([]),
  workflow: workflowSource,
  servers: serverChoice.default('engine'),
  /** What "random 8" draws from. */
  random: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  set: z.record(z.string().min(1).max(300), scalar).default({}),
  axes: z.array(axisDraft).max(12, 'an experiment has at most 12 axes').default([]),
  skip: z.array(z.string().min(1).max(1_000)).max(100).default([]),
  /** Output nodes to keep, the first is the lead. Left out: every SaveImage-like node, else PreviewImage. */
  outputs: z.array(z.string().min(1).max(300)).max(50).optional(),
});
export type ExperimentDraft = z.infer<typeof experimentDraft>;
/** What may be sent: fields with a default may be left out. */
export type ExperimentDraftInput = z.input<typeof experimentDraft>;

const about = {
  id,
  name,
  tags: z.array(z.string()),
  /** Counts from 1. */
  revision: z.int().min(1),
  createdAt: timeMs,
  updatedAt: timeMs,
};

/** One row of the list of experiments. */
export const experimentSummary = z.object({
  ...about,
  workflowName: z.string(),
  servers: serverChoice,
  axes: z.array(z.object({ name: z.string(), count: z.int() })),
  cellCount: z.int(),
  planId: id.optional(),
  /** `draft` until a plan was started. */
  state: z.union([planState, z.literal('draft')]),
  counts: planCounts.optional(),
  remainingSeconds: z.number().optional(),
  /** Up to nine finished pictures, spread over the grid. */
  mosaic: z.array(imageHash).max(9),
});
export type ExperimentSummary = z.infer<typeof experimentSummary>;

/** One experiment with its newest revision whole. */
export const experimentView = z.object({
  ...about,
  draft: experimentDraft,
  /** Lists and seeds resolved, as the revision keeps them. */
  axes: z.array(resolvedAxis),
  outputs: z.array(z.string()),
  workflowName: z.string(),
  /** The cell this experiment was made from. */
  parentCellId: id.optional(),
  /** The newest grid plan of the experiment. */
  plan: planView.optional(),
  /** The newest single picture drawn with *draw base*. */
  basePlan: planView.optional(),
  problems: z.array(problem),
});
export type ExperimentView = z.infer<typeof experimentView>;

export const createExperimentQuery = z.object({
  /** `true`: where an experiment of this name is there, the draft becomes its next revision: what is the same is kept, what is new is drawn. */
  extend: z.enum(['true', 'false']).default('false'),
});

export const experimentListQuery = z.object({
  search: z.string().max(200).optional(),
  tag: z.string().max(50).optional(),
  state: z.union([planState, z.literal('draft')]).optional(),
  sort: z.enum(['newest', 'oldest', 'name']).default('newest'),
  after: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const experimentList = z.object({ items: z.array(experimentSummary), next: cursor.optional() });
