import { z } from 'zod';

/** A mistake or a warning in what a person wrote, with its place. */
export const problem = z.object({
  severity: z.enum(['error', 'warning']),
  /** Path into the draft, e.g. `['axes', 1, 'values']`. */
  path: z.array(z.union([z.string(), z.number()])),
  /** Characters within the text at that path: `from` counts, `to` does not. */
  at: z.object({ from: z.int(), to: z.int() }).optional(),
  /** What is wrong and what to do. */
  message: z.string(),
});
export type Problem = z.infer<typeof problem>;

/** What every refusal looks like (RFC 9457, `application/problem+json`). */
export const problemAnswer = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** A sentence for people: what was asked, what is wrong, what to do. */
  detail: z.string(),
  problems: z.array(problem).optional(),
});
export type ProblemAnswer = z.infer<typeof problemAnswer>;
