/** Batch, channels, height and width; a latent pixel stands for 8 × 8 pixels of the picture. */
export type LatentShape = readonly [batch: number, channels: number, height: number, width: number];

/** Latents, float32 [batch, 4, height / 8, width / 8], row by row. */
export interface Latent {
  readonly samples: Float32Array;
  readonly shape: LatentShape;
  /** The places that the pictures had in the batch they come from; their noise is drawn for those places. Left out: 0, 1, 2 … */
  readonly batchIndex?: readonly number[];
}

/** How many numbers a tensor of this shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** A latent of zeros, as EmptyLatentImage makes it; sizes in pixels, rounded down to whole latent pixels. */
export function emptyLatent(size: { batch: number; height: number; width: number }): Latent {
  const shape: LatentShape = [size.batch, 4, Math.floor(size.height / 8), Math.floor(size.width / 8)];
  return { samples: new Float32Array(sizeOf(shape)), shape };
}
