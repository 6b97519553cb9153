import { z } from 'zod';

/** What processes tell each other. Hints only: whoever listens also looks by itself from time to time, so a lost one does no harm. */
export const busMessage = z.discriminatedUnion('type', [
  /** There may be something to draw: a plan was started, a cell given back, a seat became free. */
  z.object({ type: z.literal('work'), planId: z.string().optional() }),
  /** Cells were cancelled or skipped: stop what nobody waits for. */
  z.object({ type: z.literal('runs-unwanted') }),
  /** List, seats or draining of servers changed: read the rows again. */
  z.object({ type: z.literal('servers-changed') }),
  /** Everything was paused or goes on. */
  z.object({ type: z.literal('execution-changed') }),
  /** A draw-cell job ended; `isClaimed`: it had got its cell. */
  z.object({ type: z.literal('draw-ended'), cellId: z.string(), isClaimed: z.boolean() }),
  /** Browsers were told of every cell of a plan up to this sequence. */
  z.object({ type: z.literal('cells-told'), planId: z.string(), upTo: z.number() }),
  /** How far a prompt is that a server works on: so many steps of all. */
  z.object({ type: z.literal('prompt-progressed'), serverId: z.string(), promptId: z.string(), done: z.number().nonnegative(), all: z.number().positive() }),
  z.object({ type: z.literal('cell-claimed'), cellId: z.string(), serverId: z.string() }),
]);

export type BusMessage = z.infer<typeof busMessage>;
export type BusMessageOf<T extends BusMessage['type']> = Extract<BusMessage, { type: T }>;
