import { z } from 'zod';
import { jsonValue } from './workflow.js';

/** A job of `/api/jobs` (ComfyUI 0.6 and later). */
export const job = z.object({
  id: z.string(),
  status: z.enum(['pending', 'in_progress', 'completed', 'failed', 'cancelled']),
  create_time: z.number().optional(),
  execution_start_time: z.number().optional(),
  execution_end_time: z.number().optional(),
  outputs_count: z.number().nullish(),
  workflow_id: z.string().optional(),
  outputs: z.record(z.string(), jsonValue).optional(),
});

/** `GET /api/jobs`. */
export const jobList = z.object({ jobs: z.array(job), pagination: z.object({ offset: z.number(), limit: z.number().nullable(), total: z.number(), has_more: z.boolean() }) });

/** `POST /api/jobs/{id}/cancel` and `/api/jobs/cancel`: false for what is finished or unknown. */
export const cancelAnswer = z.object({ cancelled: z.boolean() });

/** The jobs API says what it refuses in one text. */
export const jobRefusal = z.object({ error: z.string() });
