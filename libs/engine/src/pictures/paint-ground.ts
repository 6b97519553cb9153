import { mixed, type Canvas } from './canvas.js';
import type { Layout } from './layout.js';
import { fractalNoise, valueNoise } from './noise-field.js';
import type { Palette, Rgb } from './palettes.js';
import type { Ground } from './subjects.js';

const ownColours: Readonly<Record<Ground, Rgb>> = {
  sea: [0.1, 0.36, 0.46], hills: [0.3, 0.46, 0.22], meadow: [0.42, 0.56, 0.2], dunes: [0.84, 0.64, 0.36], snow: [0.86, 0.9, 0.95], plain: [0.36, 0.35, 0.36],
};

/** Far ridges that fade into the air, then water or land down to the lower edge. */
export function paintGround(canvas: Canvas, palette: Palette, layout: Layout, ground: Ground): void {
  const ranges = ground === 'sea' ? 1 : 3;
  for (let range = 0; range < ranges; range++) paintRidge(canvas, palette, layout, { range, ranges, ground });
  if (ground === 'sea') paintWater(canvas, palette, layout);
  else paintLand(canvas, palette, layout, ground);
}

function paintRidge(canvas: Canvas, palette: Palette, { horizon, seed }: Layout, { range, ranges, ground }: { range: number; ranges: number; ground: Ground }): void {
  const lift = (0.13 - 0.035 * range) * (ground === 'sea' ? 0.45 : 1) * (ground === 'dunes' || ground === 'plain' ? 0.5 : 1);
  const top = (u: number): number => horizon - lift * (0.55 + 0.75 * fractalNoise(u * (2 + range), range * 7, seed + 31, 4)) + 0.012 * range;
  const far = mixed(palette.skyLow, palette.skyMiddle, 0.55);
  const colour = mixed(mixed(far, palette.shadow, 0.25 + (0.5 * (range + 1)) / (ranges + 1)), ownColours[ground], 0.25 * palette.ownColour);
  canvas.paint((u, v) => canvas.inside(top(u) - v), (u, v) => mixed(colour, palette.skyLow, palette.mist * Math.min(Math.max((v - top(u)) * 5, 0), 0.75)), 0.35);
}

/** The sky upside down, darker, broken by ripples that grow towards us, with the sun's path. */
function paintWater(canvas: Canvas, palette: Palette, { horizon, seed, sunAt }: Layout): void {
  const deep = mixed(mixed(palette.skyTop, palette.shadow, 0.45), ownColours.sea, 0.6 * palette.ownColour);
  const shallow = mixed(mixed(palette.skyLow, palette.skyMiddle, 0.35), ownColours.sea, 0.4 * palette.ownColour);
  const ripple = (u: number, v: number): number => {
    const near = Math.max(v - horizon, 0.004);
    return fractalNoise(u / (near * 2.2 + 0.12), 2.1 / (near + 0.045), seed + 41, 3);
  };
  canvas.paint((_, v) => canvas.inside(horizon - v), (u, v) => {
    const near = (v - horizon) / Math.max(1 - horizon, 0.1);
    return mixed(mixed(shallow, deep, near * 1.15 + 0.1), ripple(u, v) > 0 ? palette.skyLow : palette.shadow, 0.26 * Math.abs(ripple(u, v)));
  }, 0.55);
  canvas.shine((u, v) => {
    if (v < horizon) return 0;
    const width = 0.035 + 0.3 * (v - horizon);
    return palette.glow * 0.85 * Math.exp(-(((u - sunAt) / width) ** 2)) * (0.35 + 0.65 * Math.max(ripple(u, v) + 0.25, 0));
  }, palette.sun);
}

function paintLand(canvas: Canvas, palette: Palette, layout: Layout, ground: Ground): void {
  const { horizon, seed, sunAt } = layout;
  const top = (u: number): number => horizon + 0.02 * fractalNoise(u * 2.4, 3, seed + 51, 3) - 0.01;
  const own = ownColours[ground];
  const lit = mixed(palette.lit, own, 0.35 + 0.5 * palette.ownColour);
  const shaded = mixed(palette.shadow, own, 0.2 + 0.25 * palette.ownColour);
  canvas.paint((u, v) => canvas.inside(top(u) - v), (u, v) => {
    const near = Math.max(v - horizon, 0.01);
    const swell = valueNoise(u * 2.2 + 3, near * 7, seed + 55) + 0.6 * fractalNoise(u / (0.35 * near + 0.1), 1.6 / (near + 0.09), seed + 57, 3);
    const light = 0.5 + 0.35 * swell - 0.55 * (near / (1 - horizon)) + 0.25 * Math.exp(-4 * Math.abs(u - sunAt));
    return mixed(shaded, lit, light);
  }, 0.75);
  canvas.shine((u, v) => (v < top(u) ? 0 : 0.5 * palette.mist * Math.exp(-(v - top(u)) * 16)), palette.skyLow);
}
