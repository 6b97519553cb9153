import { z } from 'zod';
import { scalar } from './scalar.js';

/** One thing that a value does to a workflow; input paths are resolved (`<node id>.<input>`). */
export const operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('set'), input: z.string(), value: scalar }),
  z.object({ op: z.literal('replace'), in: z.array(z.string()), search: z.string(), replacement: z.string(), caseSensitive: z.boolean() }),
  z.object({ op: z.literal('append'), to: z.array(z.string()), text: z.string() }),
  z.object({ op: z.literal('bypass'), node: z.string() }),
]);

/** A value of an axis; its id is a hash of its operations, so it stays when values are added, moved or relabelled. */
export const axisValue = z.object({
  id: z.string(),
  label: z.string(),
  operations: z.array(operation),
  isSkipped: z.literal(true).optional(),
});

/** A named list of values, resolved. */
export const resolvedAxis = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['input', 'linked', 'replace', 'append', 'bypass', 'images', 'mixed']),
  values: z.array(axisValue),
});
export type ResolvedAxis = z.infer<typeof resolvedAxis>;
