import { z } from 'zod';
import { jsonValue } from './workflow.js';

/** `[priority, prompt id, …]`: the lowest priority runs first, ties by id. The prompt itself follows and is not read. */
const queueItem = z.tuple([z.union([z.number(), z.bigint()]), z.string()], jsonValue).transform(([priority, promptId]) => ({ priority, promptId }));

/** `GET /queue`: pending comes in heap order, which is not the order of running. */
export const queueAnswer = z.object({ queue_running: z.array(queueItem), queue_pending: z.array(queueItem) });

export type QueueAnswer = z.infer<typeof queueAnswer>;

/** Prompt ids in the order in which they will run. */
export function inRunningOrder(items: QueueAnswer['queue_pending']): string[] {
  return items.toSorted((a, b) => (a.priority < b.priority ? -1 : a.priority > b.priority ? 1 : a.promptId < b.promptId ? -1 : 1)).map((item) => item.promptId);
}
