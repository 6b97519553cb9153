import { z } from 'zod';
import { serverChoice, workflowSource } from './experiment.js';
import { scalar } from './scalar.js';

const bound = z.union([z.number(), z.string()]);

/** What an input takes. Bounds are included; beyond 2^53 they are decimal text. */
export const inputKind = z.discriminatedUnion('type', [
  z.object({ type: z.literal('int'), min: bound.optional(), max: bound.optional(), step: z.number().optional(), isSeed: z.boolean().optional() }),
  z.object({ type: z.literal('float'), min: z.number().optional(), max: z.number().optional(), step: z.number().optional() }),
  z.object({ type: z.literal('choice'), choices: z.array(scalar), isOpen: z.boolean().optional() }),
  z.object({ type: z.literal('text'), multiline: z.boolean().optional() }),
  z.object({ type: z.literal('boolean') }),
  z.object({ type: z.literal('image') }),
]);

export const workflowInput = z.object({
  path: z.string(),
  nodeId: z.string(),
  nodeTitle: z.string(),
  classType: z.string(),
  input: z.string(),
  /** How to write it: `KSampler.steps`, `positive.text`, else the path. */
  shortName: z.string(),
  kind: inputKind,
  value: scalar.optional(),
  tooltip: z.string().optional(),
});
export type WorkflowInputView = z.infer<typeof workflowInput>;

export const inspectWorkflow = z.strictObject({ workflow: workflowSource, servers: serverChoice.default('engine') });

/** A workflow as read: what can vary, what can be kept, what is missing where. */
export const workflowView = z.object({
  format: z.enum(['api', 'editor', 'template']),
  name: z.string(),
  /** API format, exact JSON text. */
  workflow: z.string(),
  nodes: z.array(z.object({ id: z.string(), title: z.string(), classType: z.string() })),
  inputs: z.array(workflowInput),
  outputs: z.array(z.object({ nodeId: z.string(), title: z.string(), classType: z.string(), isKept: z.boolean() })),
  warnings: z.array(z.string()),
  /** Per server, what the workflow needs and it lacks. */
  missing: z.array(z.object({ serverName: z.string(), message: z.string() })),
  paidNodes: z.array(z.string()),
});
export type WorkflowView = z.infer<typeof workflowView>;

export const templateView = z.object({ id: z.string(), name: z.string(), description: z.string(), isAvailable: z.boolean(), /** Why not, a sentence. */ missing: z.string().optional() });
export type TemplateView = z.infer<typeof templateView>;
