import { z } from 'zod';
import { cellView } from './cell.js';
import { executionView } from './execution.js';
import { experimentSummary } from './experiment.js';
import { exportView } from './export.js';
import { planProgress } from './plan.js';
import { id } from './scalar.js';
import { serverView } from './server.js';

/** What the API tells the browser. Lost, doubled or late ones do no harm: each holds the whole thing as it now is. */
export const event = z.discriminatedUnion('type', [
  /** To those who watch the plan, each cell with its own sequence. */
  z.object({
    type: z.literal('cells-changed'),
    planId: id,
    cells: z.array(cellView),
    /** Every change after this sequence, up to the last cell's, is in it: whoever has not heard so far has missed something. */
    after: z.int().min(0).optional(),
  }),
  z.object({ type: z.literal('plan-changed'), plan: planProgress }),
  z.object({ type: z.literal('experiment-changed'), experiment: experimentSummary }),
  z.object({ type: z.literal('experiment-deleted'), experimentId: id }),
  z.object({ type: z.literal('server-changed'), server: serverView }),
  z.object({ type: z.literal('server-deleted'), serverId: id }),
  z.object({ type: z.literal('execution-changed'), execution: executionView }),
  z.object({ type: z.literal('export-changed'), export: exportView }),
  /** Some of it may not have come through: ask again for what you show. */
  z.object({ type: z.literal('news-lost') }),
  /** Volatile: dropped rather than queued. */
  z.object({
    type: z.literal('cell-previewed'),
    planId: id,
    cellId: id,
    index: z.int(),
    /** 0 to 1. */
    progress: z.number().min(0).max(1),
    /** JPEG or PNG as base64 data address; absent where the sampler sent none. */
    preview: z.string().optional(),
  }),
]);
export type Event = z.infer<typeof event>;
export type EventType = Event['type'];
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;

/** Socket.IO: every event travels under this one name. */
export const eventChannel = 'event';
/** Socket.IO, browser → API, acknowledged with `{ sequence }`: join the plan and be sent what changed after `after`. */
export const watchPlan = z.strictObject({ planId: id, after: z.int().min(0) });
export const unwatchPlan = z.strictObject({ planId: id });
export const watchChannel = 'watch-plan';
export const unwatchChannel = 'unwatch-plan';
/** Socket.IO, browser → API: previews of everything that servers draw, for the page of servers. Nothing is sent with it. */
export const watchServersChannel = 'watch-servers';
export const unwatchServersChannel = 'unwatch-servers';
