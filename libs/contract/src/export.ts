import { z } from 'zod';
import { id, timeMs } from './scalar.js';

const layout = {
  /** Axis id of the columns; absent: one column. */
  x: z.string().max(100).optional(),
  y: z.string().max(100).optional(),
  /** Axis id → value id of every other axis: that one page. Absent: all pages, below each other. */
  at: z.record(z.string(), z.string()).optional(),
};

export const exportRequest = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('png'),
    ...layout,
    /** Longest side of a tile in pixels. */
    tilePx: z.int().min(32).max(2_048).default(512),
    title: z.string().max(300).optional(),
  }),
  z.strictObject({ format: z.literal('zip') }),
  z.strictObject({ format: z.literal('csv') }),
]);
export type ExportRequest = z.input<typeof exportRequest>;

export const exportView = z.object({
  id,
  planId: id,
  format: z.enum(['png', 'zip', 'csv']),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  fileName: z.string(),
  sizeBytes: z.int().optional(),
  reason: z.string().optional(),
  createdAt: timeMs,
});
export type ExportView = z.infer<typeof exportView>;
