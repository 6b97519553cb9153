import { z } from 'zod';
import { name, scalar } from './scalar.js';

const inputPath = z.string().trim().min(1).max(300);
const inputPaths = z.union([inputPath, z.array(inputPath).min(1).max(50)]);
const text = z.string().max(100_000);

const replacement = z.strictObject({ in: inputPaths, search: text.min(1, 'what is searched for cannot be empty'), with: text, ignoreCase: z.boolean().optional() });

/** One value that sets, replaces, appends or bypasses several things at once; with none of these it is the baseline. */
export const valueDraft = z.strictObject({
  label: z.string().max(500).optional(),
  set: z.record(inputPath, scalar).optional(),
  replace: z.array(replacement).max(50).optional(),
  append: z.strictObject({ to: inputPaths, text }).optional(),
  bypass: z.union([z.string(), z.array(z.string()).max(50)]).optional(),
});

const named = { name: name.optional() };

/** An axis as people write it; which kind it is shows in which key it has. */
export const axisDraft = z.union([
  z.strictObject({ ...named, input: inputPaths, values: z.union([z.string().max(1_000_000), z.array(scalar).max(100_000)]) }),
  z.strictObject({ ...named, replace: z.strictObject({ in: inputPaths, terms: z.array(text).min(1).max(10_000), ignoreCase: z.boolean().optional() }) }),
  z.strictObject({ ...named, append: z.strictObject({ to: inputPaths, texts: z.array(text).min(1).max(10_000) }) }),
  z.strictObject({ ...named, images: z.strictObject({ input: inputPath, files: z.array(z.string().max(500)).min(1).max(10_000) }) }),
  z.strictObject({ ...named, values: z.array(valueDraft).max(100_000) }),
]);
export type AxisDraft = z.infer<typeof axisDraft>;
export type ValueDraft = z.infer<typeof valueDraft>;
