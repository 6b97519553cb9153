import { mixed, type Canvas } from './canvas.js';
import type { Layout } from './layout.js';
import { chance, fractalNoise } from './noise-field.js';
import type { Palette } from './palettes.js';

/** Gradient, stars, sun or moon with its glow, and clouds lit from where it stands. */
export function paintSky(canvas: Canvas, palette: Palette, layout: Layout): void {
  const { horizon, seed } = layout;
  const sunV = horizon - palette.sunHeight - layout.sunLift;
  const fromSun = (u: number, v: number): number => Math.hypot(u - layout.sunAt, v - sunV);
  canvas.paint(() => 1, (u, v) => {
    const height = Math.min(Math.max(v / horizon, 0), 1);
    const band = height + 0.05 * fractalNoise(u * 2, v * 3, seed + 5, 2);
    return band < 0.62 ? mixed(palette.skyTop, palette.skyMiddle, band / 0.62) : mixed(palette.skyMiddle, palette.skyLow, (band - 0.62) / 0.38);
  }, 0.2);
  paintStars(canvas, palette, layout);
  canvas.shine((u, v) => palette.glow * 0.75 * Math.exp(-fromSun(u, v) * 4.2), mixed(palette.sun, palette.skyLow, 0.45));
  canvas.shine((u, v) => palette.glow * 0.5 * Math.exp(-fromSun(u, v) * 13), palette.sun);
  canvas.paint((u, v) => canvas.inside(fromSun(u, v) - 0.062), () => palette.sun, 0.05);
  const cloudAt = (u: number, v: number): number => {
    const stretched = fractalNoise(u * 2.1 + layout.sunAt * 3, v * 6.4 - 1.5 * fractalNoise(u * 1.4, v * 2, seed + 9, 2), seed + 11, 4);
    return Math.max(stretched - 0.06, 0) * 1.5 * Math.min(Math.max((horizon - v) * 6, 0), 1);
  };
  canvas.paint((u, v) => 0.85 * cloudAt(u, v), (u, v) => {
    const towardSun = Math.exp(-2.2 * fromSun(u, v)) + 0.8 * (cloudAt(u, v) - cloudAt(u + 0.03 * Math.sign(u - layout.sunAt), v + 0.03));
    return mixed(mixed(palette.skyMiddle, palette.cloud, 0.55), mixed(palette.cloud, palette.sun, 0.5), towardSun);
  }, 0.5);
}

function paintStars(canvas: Canvas, palette: Palette, layout: Layout): void {
  if (palette.stars === 0) return;
  const stars = Array.from({ length: 46 }, (_, index) => ({ u: 1.5 * (chance(index, layout.seed) - 0.5), v: 0.62 * chance(index + 500, layout.seed) ** 1.2, bright: chance(index + 900, layout.seed) }));
  canvas.shine((u, v) => {
    let light = 0;
    for (const star of stars) light += star.bright * Math.max(0, 1 - Math.hypot(u - star.u, v - star.v) / (0.8 * canvas.pixel));
    return palette.stars * light * Math.min(Math.max((layout.horizon - 0.12 - v) * 5, 0), 1);
  }, [1, 0.98, 0.92]);
}
