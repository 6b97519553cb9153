import { z } from 'zod';
import { jsonValue } from './workflow.js';

const extraInfo = z.record(z.string(), jsonValue).nullish().transform((value) => value ?? {});

/** One thing wrong with a prompt or a node; `type` names it for programs (`value_not_in_list`), `details` for people. */
export const validationFault = z.object({ type: z.string(), message: z.string().default(''), details: z.string().default(''), extra_info: extraInfo });

export type ValidationFault = z.infer<typeof validationFault>;

/** What is wrong with one node; only nodes with errors of their own are listed. Reference: ComfyUI execution.py validate_prompt. */
export const nodeError = z.object({
  errors: z.array(validationFault).default([]),
  dependent_outputs: z.array(z.string()).default([]),
  class_type: z.string().default(''),
});

export type NodeError = z.infer<typeof nodeError>;

// Servers write an empty list where there are no errors at all.
const nodeErrors = z.union([z.record(z.string(), nodeError), z.array(z.never()).transform(() => ({}))]).nullish().transform((value) => value ?? {});

export type NodeErrors = Record<string, NodeError>;

/** `POST /prompt`, 200. `node_errors` may still name outputs that will not be drawn. */
export const promptAccepted = z.object({ prompt_id: z.string(), number: z.number(), node_errors: nodeErrors });

/** `POST /prompt`, 400. */
export const promptRefused = z.object({ error: validationFault, node_errors: nodeErrors });

export type PromptRefusal = z.infer<typeof promptRefused>;

/** `GET /prompt`. */
export const promptInfo = z.object({ exec_info: z.object({ queue_remaining: z.number() }) });
