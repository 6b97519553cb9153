import { z } from 'zod';
import { id, name, timeMs } from './scalar.js';

export const serverDraft = z.strictObject({
  name: name.optional(),
  /** http or https, a path prefix is kept. */
  url: z.url({ protocol: /^https?$/ }),
  /** Sent with every request and never shown again. */
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,100}$/), z.string().max(4_000)).default({}),
  /** Prompts it may hold at once: drawing, or next in its queue. */
  seats: z.int().min(1).max(8).default(2),
});
export type ServerDraft = z.input<typeof serverDraft>;
export const serverChange = serverDraft.partial();

export const device = z.object({ name: z.string(), type: z.string(), vramTotalBytes: z.number().optional(), vramFreeBytes: z.number().optional() });

/** What a server works on now. */
export const serverWork = z.object({
  planId: id,
  cellId: id,
  index: z.int().min(0),
  experimentName: z.string(),
  /** The cell's values, e.g. `8 · euler · castle`. */
  label: z.string(),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  step: z.int().optional(),
  stepCount: z.int().optional(),
});

export const serverView = z.object({
  id,
  name: z.string(),
  kind: z.enum(['engine', 'comfyui']),
  url: z.string(),
  /** Names alone; values are never given out. */
  headerNames: z.array(z.string()),
  seats: z.int(),
  seatsTaken: z.int(),
  /** `stuck`: it takes prompts and runs none. */
  state: z.enum(['unknown', 'ready', 'unreachable', 'stuck']),
  /** Why it cannot be used, and since when. */
  reason: z.string().optional(),
  since: timeMs.optional(),
  version: z.string().optional(),
  devices: z.array(device),
  ramTotalBytes: z.number().optional(),
  ramFreeBytes: z.number().optional(),
  /** Prompts in its queue, ours and others'. */
  queueRemaining: z.int().optional(),
  nodeClassCount: z.int().optional(),
  secondsPerCell: z.number().optional(),
  /** It finishes what it holds and is given nothing more. */
  isDraining: z.boolean(),
  /** `open`: left alone after failures in a row; `half-open`: tried with one cell. */
  breaker: z.enum(['closed', 'open', 'half-open']),
  /** While the breaker is open: when it is tried again. */
  triedAgainAt: timeMs.optional(),
  /** Files that the last cells needed, newest first. */
  modelsLoaded: z.array(z.string()),
  working: serverWork.optional(),
  cellsPerMinute: z.number().optional(),
  /** Attempts that failed or were lost there in the last hour. */
  failureCount: z.int(),
  secondsPerStep: z.number().optional(),
  secondsPerLoad: z.number().optional(),
  /** Prompts in its queue that are not ours. */
  foreignQueue: z.int().optional(),
});
export type ServerView = z.infer<typeof serverView>;

export const timelineQuery = z.object({ from: z.coerce.number().int().min(0).optional(), to: z.coerce.number().int().min(0).optional() });

/** What a server did in a stretch of time, by rising `from`. */
export const serverTimeline = z.object({
  spans: z.array(
    z.object({
      kind: z.enum(['waiting', 'loading', 'drawing', 'gone', 'stuck']),
      from: timeMs,
      until: timeMs,
      planId: id.optional(),
      cellId: id.optional(),
      label: z.string().optional(),
    }),
  ),
  from: timeMs,
  to: timeMs,
});
export type ServerTimeline = z.infer<typeof serverTimeline>;

/** A ComfyUI that answered on this machine and is not in the list yet. */
export const foundServer = z.object({ url: z.string(), version: z.string() });
