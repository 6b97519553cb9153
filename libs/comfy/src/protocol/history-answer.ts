import { z } from 'zod';
import { jsonValue, workflow } from './workflow.js';

/** What one node showed: lists by key (`images`, `text`, `audio`, …); a node may add keys of any shape. */
const nodeOutput = z.record(z.string(), jsonValue).nullish().transform((value) => value ?? {});

const statusMessage = z.tuple([z.string(), z.record(z.string(), jsonValue)], jsonValue);

/** `[event, data]` pairs and the verdict; an interrupted run says "error" and has an `execution_interrupted` message. */
const runStatus = z.object({ status_str: z.string(), completed: z.boolean(), messages: z.array(statusMessage).default([]) });

const nodeMeta = z.object({ node_id: z.string(), display_node: z.string(), parent_node: z.string().nullish(), real_node_id: z.string().nullish() });

/** An entry of `/history`: the prompt as executed (after the server's coercions), its outputs, its verdict. Reference: ComfyUI execution.py task_done. */
export const historyEntry = z.object({
  prompt: z.tuple([z.union([z.number(), z.bigint()]), z.string(), workflow, z.record(z.string(), jsonValue), z.array(z.string())], jsonValue)
    .transform(([number, promptId, executed, extraData, outputs]) => ({ number, promptId, workflow: executed, extraData, outputs })),
  outputs: z.record(z.string(), nodeOutput).default({}),
  status: runStatus.nullish().transform((value) => value ?? undefined),
  meta: z.record(z.string(), nodeMeta).nullish().catch(undefined).transform((value) => value ?? {}),
});

export type HistoryEntry = z.infer<typeof historyEntry>;

/** `/history` and `/history/{id}`: entries by prompt id, `{}` for an id that is unknown, waiting or running. */
export const historyAnswer = z.record(z.string(), historyEntry);
