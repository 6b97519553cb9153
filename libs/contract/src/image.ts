import { z } from 'zod';
import { imageHash } from './scalar.js';

/** Longest sides of the WebP thumbnails, in pixels. */
export const thumbnailSizesPx = [64, 128, 256, 512] as const;
export const thumbnailSizePx = z.coerce.number().pipe(z.union([z.literal(64), z.literal(128), z.literal(256), z.literal(512)]));

/** An uploaded picture; as a parameter it is written `image:<hash>`. */
export const uploadView = z.object({ image: imageHash, name: z.string(), widthPx: z.int(), heightPx: z.int(), sizeBytes: z.int() });
export type UploadView = z.infer<typeof uploadView>;
