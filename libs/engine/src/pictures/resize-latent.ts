import type { Latent } from '../sampling/latent.js';
import { slerpedAlong } from './slerp.js';

/** The resizing methods of LatentUpscale, in ComfyUI's order. */
export const latentResizeMethods = ['nearest-exact', 'bilinear', 'area', 'bicubic', 'bislerp'] as const;
export type LatentResizeMethod = (typeof latentResizeMethods)[number];

/** Planes of numbers that follow each other: batch × channels of them. */
interface Planes {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

/** For each new place the old places it is made of, and their shares. */
type Taps = readonly (readonly (readonly [place: number, share: number])[])[];

/** A latent of another size (in latent pixels); `center` first cuts what does not fit the new shape, `disabled` stretches. Same numbers as PyTorch's `interpolate`. */
export function resizeLatent(
  latent: Latent,
  options: { method: LatentResizeMethod; width: number; height: number; crop?: 'disabled' | 'center' },
): Latent {
  const [batch, channels, oldHeight, oldWidth] = latent.shape;
  const whole = { values: latent.samples, height: oldHeight, width: oldWidth };
  const planes = options.crop === 'center' ? centre(whole, options) : whole;
  const shape = [batch, channels, options.height, options.width] as const;
  if (options.method === 'bislerp') return { ...latent, samples: bislerp(planes, channels, options), shape };
  const tapsOf = kernels[options.method];
  const samples = weave(planes, tapsOf(planes.height, options.height), tapsOf(planes.width, options.width));
  return { ...latent, samples, shape };
}

const kernels: Readonly<Record<Exclude<LatentResizeMethod, 'bislerp'>, (from: number, to: number) => Taps>> = {
  'nearest-exact': (from, to) => places(to, (place) => [[clamped(Math.floor(((place + 0.5) * from) / to), from), 1]]),
  bilinear: (from, to) =>
    places(to, (place) => {
      const at = Math.max(((place + 0.5) * from) / to - 0.5, 0);
      const low = Math.floor(at);
      return [[clamped(low, from), 1 - at + low], [clamped(low + 1, from), at - low]];
    }),
  area: (from, to) =>
    places(to, (place) => {
      const [start, end] = [Math.floor((place * from) / to), Math.ceil(((place + 1) * from) / to)];
      return Array.from({ length: end - start }, (_, index) => [start + index, 1 / (end - start)] as const);
    }),
  bicubic: (from, to) =>
    places(to, (place) => {
      const at = ((place + 0.5) * from) / to - 0.5;
      const low = Math.floor(at);
      return [-1, 0, 1, 2].map((step) => [clamped(low + step, from), keys(Math.abs(at - low - step))] as const);
    }),
};

function places(count: number, tapsAt: (place: number) => Taps[number]): Taps {
  return Array.from({ length: count }, (_, place) => tapsAt(place));
}

/** The cubic convolution kernel of Keys 1981, a = −0.75. */
function keys(distance: number): number {
  if (distance < 1) return 1.25 * distance ** 3 - 2.25 * distance ** 2 + 1;
  if (distance < 2) return -0.75 * (distance ** 3 - 5 * distance ** 2 + 8 * distance - 4);
  return 0;
}

/** Applies the shares along rows and columns of each plane. */
function weave({ values, height, width }: Planes, down: Taps, across: Taps): Float32Array {
  const count = values.length / (height * width);
  const result = new Float32Array(count * down.length * across.length);
  let index = 0;
  for (let plane = 0; plane < count; plane++) {
    for (const rows of down) {
      for (const columns of across) {
        let sum = 0;
        for (const [row, rowShare] of rows) {
          for (const [column, share] of columns) sum += rowShare * share * values[(plane * height + row) * width + column]!;
        }
        result[index++] = sum;
      }
    }
  }
  return result;
}

/** Interpolates the channels of a pixel as one vector, on the sphere: first along the width, then along the height. */
function bislerp({ values, height, width }: Planes, channels: number, to: { height: number; width: number }): Float32Array {
  const alongWidth = slerpedAlong(values, { channels, before: height, length: width, after: 1 }, to.width);
  return slerpedAlong(alongWidth, { channels, before: 1, length: height, after: to.width }, to.height);
}

/** The middle part that has the new shape. */
function centre({ values, height, width }: Planes, to: { height: number; width: number }): Planes {
  const [oldAspect, newAspect] = [width / height, to.width / to.height];
  const left = oldAspect > newAspect ? roundHalfEven((width - width * (newAspect / oldAspect)) / 2) : 0;
  const top = oldAspect < newAspect ? roundHalfEven((height - height * (oldAspect / newAspect)) / 2) : 0;
  const cut = { height: height - 2 * top, width: width - 2 * left };
  const rows = values.length / width;
  const kept = Array.from({ length: rows }, (_, row) => row).filter((row) => row % height >= top && row % height < height - top);
  return { ...cut, values: Float32Array.from(kept.flatMap((row) => [...values.subarray(row * width + left, row * width + left + cut.width)])) };
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function clamped(place: number, length: number): number {
  return Math.min(Math.max(place, 0), length - 1);
}
