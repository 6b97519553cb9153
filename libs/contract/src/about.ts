import { z } from 'zod';

export const about = z.object({
  version: z.string(),
  /** How many cells a plan may have. */
  cellLimit: z.int(),
  needsToken: z.boolean(),
  engineName: z.string(),
});
export type About = z.infer<typeof about>;

export const session = z.strictObject({ token: z.string().min(1).max(500) });
