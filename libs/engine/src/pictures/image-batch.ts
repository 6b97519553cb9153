/** Pictures: RGB from 0 to 1 (ends included), float32 [batch, height, width, 3], row by row. */
export interface ImageBatch {
  readonly data: Float32Array;
  readonly shape: readonly [batch: number, height: number, width: number, channels: 3];
}
