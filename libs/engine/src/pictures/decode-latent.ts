import type { Latent } from '../sampling/latent.js';
import type { Vae } from '../sampling/model.js';
import { brushTiles, TILE } from './brush-tiles.js';
import type { ImageBatch } from './image-batch.js';
import { toned, untonedColour } from './tone.js';
import { enlarged } from './upsample.js';
import { vaeTone, type VaeTone } from './vae-tones.js';

/**
 * Latents to pictures, 8 pixels a side for each latent pixel: a fixed linear map to colours, smooth enlarging whose edges are made
 * steep again, brush strokes where the latent says that things are rough, and the tone curve.
 */
export function decodeLatent(latent: Latent, vae: Vae): ImageBatch {
  const [batch, , height, width] = latent.shape;
  const data = new Float32Array(batch * height * width * 64 * 3);
  const size = 4 * height * width;
  for (let picture = 0; picture < batch; picture++) {
    const part = latent.samples.subarray(picture * size, (picture + 1) * size);
    decodePicture(part, { height, width }, vaeTone(vae), data.subarray(picture * size * 48, (picture + 1) * size * 48));
  }
  return { data, shape: [batch, height * 8, width * 8, 3] };
}

function decodePicture(samples: Float32Array, { height, width }: { height: number; width: number }, tone: VaeTone, data: Float32Array): void {
  const size = height * width;
  const planes = [0, 1, 2].map((colour) => enlarged(colourPlane(samples, size, colour as 0 | 1 | 2, tone), { height, width }, { isSteep: true }));
  const roughness = enlarged(samples.subarray(3 * size), { height, width }, { isSteep: false });
  const slopes = strokeDirections(samples, { height, width });
  const [across, down] = [enlarged(slopes.across, { height, width }, { isSteep: false }), enlarged(slopes.down, { height, width }, { isSteep: false })];
  const [red, green, blue] = planes;
  const [tall, wide] = [height * 8, width * 8];
  for (let row = 0; row < tall; row++) {
    for (let column = 0; column < wide; column++) {
      const index = row * wide + column;
      const strength = Math.min(Math.max(0.35 + 0.36 * roughness[index]!, 0.04), 1.4) * tone.texture;
      const shift = red![index]! * 19 + blue![index]! * 11;
      const stroke = strokeAt(row, column, { across: across[index]!, down: down[index]!, shift });
      const reach = strength * 4 * stroke;
      const source = clamped(row + Math.round(reach * across[index]!), tall) * wide + clamped(column - Math.round(reach * down[index]!), wide);
      const relief = 0.24 * strength * stroke;
      data[index * 3] = toned(red![source]! + relief);
      data[index * 3 + 1] = toned(green![source]! + relief);
      data[index * 3 + 2] = toned(blue![source]! + relief * 0.9);
    }
  }
}

/** One colour of all pixels, still without the tone curve. */
function colourPlane(samples: Float32Array, size: number, colour: 0 | 1 | 2, { contrast, saturation, warmth, light }: VaeTone): Float32Array {
  return Float32Array.from({ length: size }, (_, index) =>
    untonedColour(colour, contrast * samples[index]! + light, saturation * samples[size + index]! + warmth, saturation * samples[2 * size + index]!),
  );
}

/** Where strokes run along the forms: a unit vector along the edge of light near each pixel, slightly rising where nothing is. */
function strokeDirections(samples: Float32Array, { height, width }: { height: number; width: number }): { across: Float32Array; down: Float32Array } {
  const [across, down] = [new Float32Array(height * width), new Float32Array(height * width)];
  const light = (row: number, column: number): number => samples[clamped(row, height) * width + clamped(column, width)]!;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const slopeX = light(row, column + 1) - light(row, column - 1) + 0.5 * (light(row + 1, column + 1) - light(row + 1, column - 1));
      const slopeY = light(row + 1, column) - light(row - 1, column) + 0.5 * (light(row + 1, column + 1) - light(row - 1, column + 1));
      const [alongX, alongY] = slopeY < 0 ? [-slopeY, slopeX] : [slopeY, -slopeX];
      const length = Math.hypot(alongX + 0.12, alongY - 0.04);
      across[row * width + column] = (alongX + 0.12) / Math.max(length, 1e-6);
      down[row * width + column] = (alongY - 0.04) / Math.max(length, 1e-6);
    }
  }
  return { across, down };
}

/** The stroke pattern at a pixel, −1 to 1: flat strokes and upright ones, mixed by the direction. The latent's colours move it about. */
function strokeAt(row: number, column: number, { across, down, shift }: { across: number; down: number; shift: number }): number {
  const offset = Math.floor(shift);
  const x = (column + offset) & (TILE - 1);
  const y = (row + 2 * offset) & (TILE - 1);
  const flat = brushTiles.flat[y * TILE + x]!;
  const upright = brushTiles.flat[x * TILE + y]!;
  const rising = brushTiles.rising[y * TILE + x]!;
  const falling = brushTiles.rising[y * TILE + (TILE - 1 - x)]!;
  const slant = across * down;
  return across * across * flat + down * down * upright + (slant < 0 ? -slant * rising : slant * falling);
}

function clamped(place: number, length: number): number {
  return place < 0 ? 0 : Math.min(place, length - 1);
}
