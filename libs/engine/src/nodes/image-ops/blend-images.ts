import type { Image } from '../values.js';
import { clampUnit, makeImage } from './image.js';

const softLightCurve = (x: number): number => (x <= 0.25 ? ((16 * x - 12) * x + 4) * x : Math.sqrt(x));

/** What one number of the first picture becomes under one of the second. `difference` is signed, as in ComfyUI. */
const modes: Readonly<Record<string, (a: number, b: number) => number>> = {
  normal: (_, b) => b,
  multiply: (a, b) => a * b,
  screen: (a, b) => 1 - (1 - a) * (1 - b),
  overlay: (a, b) => (a <= 0.5 ? 2 * a * b : 1 - 2 * (1 - a) * (1 - b)),
  soft_light: (a, b) => (b <= 0.5 ? a - (1 - 2 * b) * a * (1 - a) : a + (2 * b - 1) * (softLightCurve(a) - a)),
  difference: (a, b) => a - b,
};

/** The first picture, mixed by `factor` (0 to 1) with the blend of both; same sizes, the shorter batch repeats. Throws RangeError for an unknown mode. */
export function blendImages(first: Image, second: Image, mode: string, factor: number): Image {
  const blend = modes[mode];
  if (blend === undefined) throw new RangeError(`Unsupported blend mode: ${mode}`);
  const result = makeImage({ ...first, batch: Math.max(first.batch, second.batch) });
  const share = Math.fround(factor);
  const rest = Math.fround(1 - factor);
  for (let i = 0; i < result.data.length; i++) {
    const a = first.data[i % first.data.length] ?? 0;
    const b = second.data[i % second.data.length] ?? 0;
    result.data[i] = clampUnit(Math.fround(a * rest) + Math.fround(Math.fround(blend(a, b)) * share));
  }
  return result;
}
