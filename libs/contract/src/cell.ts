import { z } from 'zod';
import { id, imageHash, scalar, timeMs } from './scalar.js';

export const outputKind = z.enum(['image', 'video', 'audio', 'text', 'other']);

/** One thing that an attempt gave. */
export const outputView = z.object({
  id,
  nodeId: z.string(),
  /** ComfyUI's key, e.g. `images`. */
  key: z.string(),
  batchIndex: z.int().min(0),
  kind: outputKind,
  /** Pictures: their hash. */
  image: imageHash.optional(),
  widthPx: z.int().optional(),
  heightPx: z.int().optional(),
  /** Other files: name as the server gave it, for the download. */
  fileName: z.string().optional(),
  sizeBytes: z.int().optional(),
  text: z.string().optional(),
  isTemporary: z.boolean(),
});
export type OutputView = z.infer<typeof outputView>;

const base = {
  id,
  planId: id,
  /** Place in the plan: X runs fastest. */
  index: z.int().min(0),
  /** The plan's sequence at this cell's last change. */
  sequence: z.int().min(0),
  isStarred: z.boolean(),
};

/** The picture that stands for the cell, with its size in pixels. */
export const leadImage = z.object({ image: imageHash, widthPx: z.int(), heightPx: z.int() });

/** A cell as the browser sees it: the state carries only what it has. Coordinates and values follow from the index and the plan's axes. */
export const cellView = z.discriminatedUnion('state', [
  z.object({
    ...base,
    state: z.literal('waiting'),
    /** After a lost attempt it rests until then. */
    notBefore: timeMs.optional(),
    /** Asked for by hand: drawn before all others, in a pause too. */
    isFirst: z.literal(true).optional(),
  }),
  z.object({ ...base, state: z.literal('cancelled') }),
  z.object({ ...base, state: z.literal('skipped'), reason: z.string(), /** By a person, who can take it back; else by a rule of the experiment. */ isByHand: z.boolean() }),
  z.object({ ...base, state: z.literal('queued'), serverName: z.string() }),
  z.object({ ...base, state: z.literal('running'), serverName: z.string(), /** 0 to 1. */ progress: z.number().min(0).max(1) }),
  z.object({
    ...base,
    state: z.literal('done'),
    origin: z.enum(['drawn', 'reused']),
    /** Absent where no output is a picture. */
    lead: leadImage.optional(),
    outputCount: z.int().min(1),
    /** Drawn by a server that hides metadata: what was executed could not be checked against the picture. */
    isUnverified: z.boolean(),
    drawSeconds: z.number().optional(),
  }),
  z.object({ ...base, state: z.literal('failed'), reason: z.string() }),
]);
export type CellView = z.infer<typeof cellView>;
export type CellState = CellView['state'];

/** A named number of a picture or an attempt. */
export const metricView = z.object({
  name: z.string(),
  label: z.string(),
  value: z.number(),
  unit: z.string(),
  direction: z.enum(['higher', 'lower', 'neither']),
  of: z.enum(['image', 'attempt']),
  outputId: id.optional(),
  /** Where the measure comes from: formula, paper. */
  source: z.string(),
});
export type MetricView = z.infer<typeof metricView>;

/** One try at a take on one server. */
export const attemptView = z.object({
  id,
  number: z.int().min(1),
  serverName: z.string(),
  promptId: id,
  state: z.enum(['queued', 'running', 'done', 'failed', 'lost']),
  error: z.string().optional(),
  /** Law 5: `verified` by history and picture, `unverified` where metadata is hidden. */
  verification: z.enum(['verified', 'unverified']).optional(),
  claimedAt: timeMs,
  startedAt: timeMs.optional(),
  finishedAt: timeMs.optional(),
  waitSeconds: z.number().optional(),
  loadSeconds: z.number().optional(),
  drawSeconds: z.number().optional(),
  device: z.string().optional(),
  comfyVersion: z.string().optional(),
});

/** One drawing of a cell, newest first in lists. */
export const takeView = z.object({
  id,
  number: z.int().min(1),
  state: z.enum(['open', 'done', 'failed']),
  outputs: z.array(outputView),
  attempts: z.array(attemptView),
  createdAt: timeMs,
});
export type TakeView = z.infer<typeof takeView>;

/** Everything known of one cell. */
export const cellDetail = z.object({
  cell: cellView,
  coordinates: z.array(z.object({ axis: z.string(), value: z.string(), label: z.string() })),
  parameters: z.object({ set: z.record(z.string(), scalar), bypass: z.array(z.string()) }),
  /** Input paths in words, e.g. `3.seed` → `KSampler seed`. */
  inputNames: z.record(z.string(), z.string()),
  takes: z.array(takeView),
  metrics: z.array(metricView),
  /** The cell whose drawing was reused. */
  reusedFrom: z.object({ cellId: id, planId: id, experimentId: id, experimentName: z.string() }).optional(),
  /** The bound workflow, API format, as exact JSON text. */
  workflow: z.string(),
});
export type CellDetail = z.infer<typeof cellDetail>;

export const cellListQuery = z.object({
  /** Only cells changed after this sequence; 0 for all. */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
});
/** By rising sequence; there is more while `next` is present. */
export const cellList = z.object({ items: z.array(cellView), next: z.int().optional(), sequence: z.int() });

export const starCell = z.strictObject({ isStarred: z.boolean() });
