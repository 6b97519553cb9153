import { z } from 'zod';

/** Whether the program can work, and what it stands on. */
export const healthView = z.object({
  /** `degraded`: it works, but not with everything; `down`: it cannot work. */
  status: z.enum(['ok', 'degraded', 'down']),
  role: z.enum(['all', 'api', 'worker']),
  version: z.string(),
  /** `off`: not configured. */
  dependencies: z.array(z.object({ name: z.string(), status: z.enum(['up', 'down', 'off']), detail: z.string().optional() })),
});
export type HealthView = z.infer<typeof healthView>;
