import { z } from 'zod';
import type { Json } from './exact-json.js';

/** Any JSON value: what comes out of `parseExactJson` is trusted to be one. */
export const jsonValue = z.custom<Json>((value) => value !== undefined);

/** A node in ComfyUI's API format; a link is `[id of the node it comes from, index of its output]`. */
export interface WorkflowNode {
  class_type: string;
  inputs: Record<string, Json>;
  _meta?: { title?: string };
}

/** A workflow in ComfyUI's API format: nodes by id. */
export type Workflow = Record<string, WorkflowNode>;

/** A node as servers and files give it; absent inputs are read as none, what we do not know is kept. */
export const workflowNode = z.looseObject({
  class_type: z.string(),
  inputs: z.record(z.string(), jsonValue).default({}),
  _meta: z.looseObject({ title: z.string().optional().catch(undefined) }).optional().catch(undefined),
}).transform((node): WorkflowNode => ({ class_type: node.class_type, inputs: node.inputs, ...(node._meta === undefined ? {} : { _meta: node._meta }) }));

/** A workflow in API format, read leniently. */
export const workflow = z.record(z.string(), workflowNode);
