import { z } from 'zod';
import { jsonValue } from './workflow.js';

const sizeBytes = z.number().nullish().transform((value) => value ?? undefined).optional();

/** `GET /system_stats`. Sizes in bytes. Servers before 0.23 list one device; forks leave fields out. */
export const systemStats = z.object({
  system: z.looseObject({
    os: z.string().optional(),
    ram_total: sizeBytes,
    ram_free: sizeBytes,
    comfyui_version: z.string().nullish(),
    python_version: z.string().nullish(),
    pytorch_version: z.string().nullish(),
    argv: z.array(z.string()).default([]),
  }),
  devices: z.array(z.looseObject({
    name: z.string(),
    type: z.string(),
    index: z.number().nullish(),
    vram_total: sizeBytes,
    vram_free: sizeBytes,
    torch_vram_total: sizeBytes,
    torch_vram_free: sizeBytes,
  })).default([]),
});

export type SystemStats = z.infer<typeof systemStats>;

/** `GET /features` and the socket's `feature_flags` (0.3.45 and later). */
export const features = z.looseObject({
  supports_preview_metadata: z.boolean().optional().catch(undefined),
  /** Bytes that one request may carry, uploads and prompts alike. */
  max_upload_size: z.number().optional().catch(undefined),
});

export type Features = z.infer<typeof features>;

/** `POST /upload/image` and `/upload/mask`: the name may differ from the one asked for. */
export const uploadAnswer = z.object({ name: z.string(), subfolder: z.string().default(''), type: z.string().default('input') });

/** `GET /experiment/models/{folder}`: files with size in bytes and times in seconds since 1970. */
export const modelFiles = z.array(z.object({ name: z.string(), pathIndex: z.number().default(0), size: z.number().optional(), modified: z.number().optional() }));

/** `GET /models`, `/models/{folder}`, `/embeddings`, `/extensions`: names. */
export const names = z.array(z.string());

/** Answers whose contents we do not look into. */
export const anyJson = jsonValue;
