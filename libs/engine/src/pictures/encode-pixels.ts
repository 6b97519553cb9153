import type { Latent } from '../sampling/latent.js';
import type { Vae } from '../sampling/model.js';
import type { ImageBatch } from './image-batch.js';
import { featuresOf } from './tone.js';
import { vaeTone, type VaeTone } from './vae-tones.js';

/** Pictures to latents; sides that are no multiple of 8 lose the rest, half on each side, as ComfyUI crops them. */
export function encodePixels(image: ImageBatch, vae: Vae): Latent {
  const [batch, tall, wide] = image.shape;
  const [height, width] = [Math.floor(tall / 8), Math.floor(wide / 8)];
  const size = height * width;
  const samples = new Float32Array(batch * 4 * size);
  const [top, left] = [Math.floor((tall % 8) / 2), Math.floor((wide % 8) / 2)];
  for (let place = 0; place < batch * size; place++) {
    const picture = Math.floor(place / size);
    const [row, column] = [Math.floor((place % size) / width), place % width];
    const block = blockAt(image, { picture, row: top + row * 8, column: left + column * 8 });
    const features = fromBlock(block, vaeTone(vae));
    for (const [channel, value] of features.entries()) samples[(picture * 4 + channel) * size + row * width + column] = value;
  }
  return { samples, shape: [batch, 4, height, width] };
}

interface Block {
  readonly colour: readonly [number, number, number];
  /** Standard deviation of the brightness. */
  readonly unrest: number;
}

/** Mean colour and unrest of 8 × 8 pixels. */
function blockAt({ data, shape }: ImageBatch, { picture, row, column }: { picture: number; row: number; column: number }): Block {
  const sums: [number, number, number] = [0, 0, 0];
  let squares = 0;
  for (let y = row; y < row + 8; y++) {
    for (let x = column; x < column + 8; x++) {
      const start = ((picture * shape[1] + y) * shape[2] + x) * 3;
      for (const colour of [0, 1, 2] as const) sums[colour] += data[start + colour]! / 64;
      squares += ((data[start]! + data[start + 1]! + data[start + 2]!) / 3) ** 2 / 64;
    }
  }
  const mean = (sums[0] + sums[1] + sums[2]) / 3;
  return { colour: sums, unrest: Math.sqrt(Math.max(squares - mean * mean, 0)) };
}

/** The decoder's linear map and tone, backwards; unrest becomes roughness. */
function fromBlock({ colour, unrest }: Block, tone: VaeTone): [light: number, warmth: number, tint: number, roughness: number] {
  const [light, warmth, tint] = featuresOf(...colour);
  return [(light - tone.light) / tone.contrast, (warmth - tone.warmth) / tone.saturation, tint / tone.saturation, Math.min(12 * unrest, 1.6) - 0.6];
}
