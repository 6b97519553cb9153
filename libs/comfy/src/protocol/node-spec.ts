import { z } from 'zod';
import { jsonValue } from './workflow.js';
import type { Json } from './exact-json.js';

/**
 * What an input takes, as `/object_info` says it: `[type]` or `[type, options]`.
 * `type` is a name (`INT`, `MODEL`, `COMBO`, `A,B`, `*`), or the list of choices itself (V1 combos); V3 combos have the list in `options.options`.
 */
export type InputSpec = [type: string | Json[], options?: Record<string, Json>];

const inputType = z.union([z.string(), z.array(jsonValue)]);
const inputOptions = z.record(z.string(), jsonValue);

/** A spec of a shape that nobody has described is read as "takes anything", so that one odd custom node does not cost the catalogue. */
export const inputSpec = z.union([
  z.tuple([inputType, inputOptions], jsonValue).transform(([type, options]): InputSpec => [type, options]),
  z.tuple([inputType], jsonValue).transform(([type]): InputSpec => [type]),
  z.string().transform((type): InputSpec => [type]),
]).catch((): InputSpec => ['*']);

const inputs = z.record(z.string(), inputSpec).catch({});
/** Some core nodes write null for false. */
const flags = z.array(z.boolean().nullable().transform((value) => value ?? false)).catch([]);
const absentWhenNull = <T extends z.ZodType>(schema: T) => schema.nullish().catch(undefined).transform((value) => value ?? undefined).optional();

/**
 * A node class of `/object_info`: V1 and V3 nodes alike; what a custom node gets wrong is read as absent.
 * Reference: ComfyUI server.py node_info and comfy_api/latest/_io.py.
 */
export const nodeSpec = z.object({
  input: z.object({ required: inputs.default({}), optional: inputs.default({}), hidden: z.record(z.string(), jsonValue).catch({}).default({}) }).prefault({}),
  input_order: z.record(z.string(), z.array(z.string())).catch({}).default({}),
  /** Types by output index; a list is a combo's choices. */
  output: z.array(inputType).catch([]).default([]),
  output_is_list: flags.default([]),
  output_name: absentWhenNull(z.array(z.string())),
  name: z.string().catch(''),
  display_name: absentWhenNull(z.string()),
  description: absentWhenNull(z.string()),
  category: absentWhenNull(z.string()),
  python_module: absentWhenNull(z.string()),
  /** It can be asked for: it saves or shows something. */
  output_node: z.boolean().catch(false).default(false),
  is_input_list: absentWhenNull(z.boolean()),
  deprecated: absentWhenNull(z.boolean()),
  experimental: absentWhenNull(z.boolean()),
  /** It calls a service that costs money. */
  api_node: absentWhenNull(z.boolean()),
});

export type NodeSpec = z.infer<typeof nodeSpec>;

/** The node classes of a server by class type: the whole of `/object_info`. */
export const catalogue = z.record(z.string(), nodeSpec);

export type Catalogue = z.infer<typeof catalogue>;
