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

export const serverView = z.object({
  id,
  name: z.string(),
  kind: z.enum(['engine', 'comfyui']),
  url: z.string(),
  /** Names alone; values are never given out. */
  headerNames: z.array(z.string()),
  seats: z.int(),
  seatsTaken: z.int(),
  state: z.enum(['unknown', 'ready', 'unreachable']),
  /** Why it is unreachable, and since when. */
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
});
export type ServerView = z.infer<typeof serverView>;

/** A ComfyUI that answered on this machine and is not in the list yet. */
export const foundServer = z.object({ url: z.string(), version: z.string() });
