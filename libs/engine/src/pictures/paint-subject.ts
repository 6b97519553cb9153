import { mixed, type Canvas } from './canvas.js';
import type { Layout } from './layout.js';
import type { Palette, Rgb } from './palettes.js';
import type { Finish } from './subjects.js';
import type { Scene } from './scene.js';

const ownColours: Readonly<Record<Finish, Rgb>> = {
  wall: [0.66, 0.6, 0.52], roof: [0.56, 0.26, 0.22], dark: [0.16, 0.14, 0.16], pale: [0.93, 0.9, 0.84], accent: [0.78, 0.2, 0.16],
  leaf: [0.32, 0.44, 0.18], blossom: [0.66, 0.56, 0.2], wood: [0.36, 0.24, 0.16], glow: [1, 0.86, 0.46], rock: [0.36, 0.33, 0.32],
};
const roughnesses: Readonly<Record<Finish, number>> = {
  wall: 0.5, roof: 0.5, dark: 0.3, pale: 0.35, accent: 0.4, leaf: 0.95, blossom: 0.9, wood: 0.7, glow: 0.05, rock: 0.9,
};

/** A subject part by part, lit from the side of the sun; lamps glow the more, the darker the hour. */
export function paintSubject(canvas: Canvas, scene: Scene, layout: Layout, order: number): void {
  const { subject, weight, seed, isCrooked } = scene.subjects[order]!;
  const size = subject.height * layout.subjectScale * (order === 0 ? 1 : 0.62) * Math.min(Math.max(weight, 0.4), 1.6) ** 0.5;
  const at = order === 0 ? layout.subjectAt : -layout.subjectAt * (order === 1 ? 1.5 : 0.4) - 0.12 * layout.mirror;
  const base = layout.horizon + (subject.floats ? -0.13 : 0.07 + 0.04 * (order === 0 ? 1 : 0.2));
  const local = (u: number, v: number): [number, number] => [(layout.mirror * (u - at)) / size, (base - v) / size];
  const { palette } = scene;
  const sunSide = Math.sign(layout.sunAt - at) * layout.mirror;
  const accent = scene.colours[0]?.colour;

  for (const part of subject.parts(seed, isCrooked)) {
    const own = part.finish === 'accent' && accent !== undefined ? accent : ownColours[part.finish];
    const lit = mixed(mixed(palette.lit, own, 0.62), own, palette.ownColour);
    const shaded = mixed(palette.shadow, own, 0.16 + 0.34 * palette.ownColour);
    const distanceAt = (u: number, v: number): number => part.distance(...local(u, v));
    canvas.paint((u, v) => canvas.inside(distanceAt(u, v) * size), (u, v) => {
      if (part.finish === 'glow') return mixed(palette.sun, ownColours.glow, 0.65);
      const [x, y] = local(u, v);
      const rim = Math.max(0, distanceAt(u, v) - distanceAt(u + 0.012 * sunSide * layout.mirror, v - 0.008)) * 20;
      return mixed(shaded, lit, 0.36 + 0.2 * y + sunSide * x * 0.9 - rim * 0.5);
    }, roughnesses[part.finish]);
  }
  if (subject.lamp !== undefined) shineLamp(canvas, palette, { u: at + layout.mirror * subject.lamp[0] * size, v: base - subject.lamp[1] * size, hasBeam: subject.lamp[1] > 0.8, mirror: layout.mirror });
}

function shineLamp(canvas: Canvas, palette: Palette, lamp: { u: number; v: number; hasBeam: boolean; mirror: number }): void {
  const strength = 1 - 0.75 * palette.ownColour;
  canvas.shine((u, v) => 0.8 * strength * Math.exp(-Math.hypot(u - lamp.u, v - lamp.v) * (lamp.hasBeam ? 15 : 11)), ownColours.glow);
  if (!lamp.hasBeam) return;
  canvas.shine((u, v) => {
    const along = Math.abs(u - lamp.u) + 0.001;
    const across = Math.abs(v - lamp.v + 0.1 * lamp.mirror * (u - lamp.u)) / (0.012 + 0.1 * along);
    return 0.55 * strength * Math.exp(-across * across) * Math.exp(-along * 2.2);
  }, ownColours.glow);
}
