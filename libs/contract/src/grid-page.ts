import { z } from 'zod';
import { imageHash } from './scalar.js';

/** Which axes lie where, and which value every other axis has. */
export const gridPageQuery = z.object({
  /** Axis id of the columns; absent: one column. */
  x: z.string().max(100).optional(),
  /** Axis id of the rows; absent: one row. */
  y: z.string().max(100).optional(),
  /** `axis:value` pairs of all further axes, comma-separated, by ids. */
  at: z.string().max(4_000).default(''),
  tilePx: z.coerce.number().pipe(z.union([z.literal(64), z.literal(128), z.literal(256)])).default(128),
});
export type GridPageQuery = z.input<typeof gridPageQuery>;

/** One page of the grid as one picture: tiles of `tilePx`, no gaps, row by row; pictures are fitted inside their tile. */
export const gridPage = z.object({
  /** Address of the atlas, immutable; absent while no cell of the page has a picture. */
  atlas: z.string().optional(),
  columns: z.int(),
  rows: z.int(),
  tilePx: z.int(),
  /** Row by row, what the atlas shows at each place; null where nothing yet. */
  images: z.array(imageHash.nullable()),
});
export type GridPage = z.infer<typeof gridPage>;
