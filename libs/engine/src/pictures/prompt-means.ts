import type { WeightedWord } from '../sampling/conditioning.js';
import type { Model } from '../sampling/model.js';
import { Canvas } from './canvas.js';
import { LAYOUT_COUNT, layoutOf, type Layout } from './layout.js';
import { lookOf, type Look } from './looks.js';
import { chance } from './noise-field.js';
import { paintGround } from './paint-ground.js';
import { paintSky } from './paint-sky.js';
import { paintSubject } from './paint-subject.js';
import { sceneOf, type Scene } from './scene.js';
import { featuresOf } from './tone.js';

/**
 * The means of what a prompt asks for, latents [4, height, width] each: one painting per layout the model knows. An empty prompt has a
 * single mean of nothing, the middle of all pictures.
 */
export function promptMeans(model: Pick<Model, 'name' | 'loras'>, words: readonly WeightedWord[], size: { height: number; width: number }): Float32Array[] {
  const scene = sceneOf(words);
  if (scene === undefined) return [new Float32Array(4 * size.height * size.width)];
  const look = lookOf(model);
  return Array.from({ length: LAYOUT_COUNT }, (_, variant) => paintMean(scene, look, layoutOf(variant, look.layoutSeed), size));
}

/**
 * What is known of a negative prompt's pictures, a latent [4, height, width]: its colours and its words' marks. No forms: taking away a
 * painted scene several times over would leave its outline in every picture.
 */
export function negativeMean(words: readonly WeightedWord[], { height, width }: { height: number; width: number }): Float32Array {
  const mean = new Float32Array(4 * height * width);
  const scene = sceneOf(words);
  if (scene === undefined) return mean;
  const { pixel } = new Canvas(height, width);
  const pull = colourPull(scene);
  for (let index = 0; index < height * width; index++) {
    const mark = marksAt(scene, ((index % width) - width / 2) * pixel, Math.floor(index / width) * pixel);
    for (const channel of [0, 1, 2] as const) mean[channel * height * width + index] = mark[channel] + (pull[channel - 1] ?? 0);
  }
  return mean;
}

function paintMean(scene: Scene, look: Look, layout: Layout, { height, width }: { height: number; width: number }): Float32Array {
  const canvas = new Canvas(height, width);
  paintSky(canvas, scene.palette, layout);
  paintGround(canvas, scene.palette, layout, scene.ground);
  for (const order of [...scene.subjects.keys()].reverse()) paintSubject(canvas, scene, layout, order);
  return featuresOfCanvas(canvas, { scene, look, layout });
}

/** Latents of a painting: graded as the model likes it, pulled towards the prompt's colours, marked by its words. */
function featuresOfCanvas(canvas: Canvas, { scene, look, layout }: { scene: Scene; look: Look; layout: Layout }): Float32Array {
  const size = canvas.height * canvas.width;
  const mean = new Float32Array(4 * size);
  const pull = colourPull(scene);
  const saturation = look.saturation * scene.saturation;
  const brush = Math.min(Math.max(look.brush + scene.brush, 0.05), 1);
  for (let index = 0; index < size; index++) {
    const [red, green, blue] = canvas.colours.subarray(index * 3, index * 3 + 3);
    const [light, warmth, tint] = featuresOf(red!, green!, blue!);
    const u = ((index % canvas.width) - canvas.width / 2) * canvas.pixel;
    const v = Math.floor(index / canvas.width) * canvas.pixel;
    const mark = marksAt(scene, u, v);
    mean[index] = look.contrast * light + look.light + mark[0] - 0.4 * vignette(u, v);
    mean[size + index] = saturation * (warmth + look.warmth + pull[0] + mark[1]);
    mean[2 * size + index] = saturation * (tint + pull[1] + mark[2]);
    mean[3 * size + index] = 2.2 * brush * (0.25 + canvas.roughness[index]!) - 0.9 + signature(layout, index);
  }
  return mean;
}

/**
 * Each layout has a pattern of roughness that hardly shows but is the same in every prompt: it lets the noise choose the same layout when
 * a word changes, so that the rest of the picture stays.
 */
function signature({ variant }: Layout, index: number): number {
  return chance(index, 9000 + variant) < 0.5 ? -0.6 : 0.6;
}

function vignette(u: number, v: number): number {
  return Math.max(0, Math.hypot(u, v - 0.5) - 0.38) ** 1.5;
}

/** Colour words move warmth and tint their way. */
function colourPull(scene: Scene): [warmth: number, tint: number] {
  let [warmthSum, tintSum] = [0, 0];
  for (const { colour, weight } of scene.colours) {
    const [, warmth, tint] = featuresOf(...colour);
    [warmthSum, tintSum] = [warmthSum + 0.28 * weight * warmth, tintSum + 0.28 * weight * tint];
  }
  return [warmthSum, tintSum];
}

/** Each word's own soft blot of light and colour, the same in every prompt it stands in. */
function marksAt({ marks }: Scene, u: number, v: number): [light: number, warmth: number, tint: number] {
  const sum: [number, number, number] = [0, 0, 0];
  for (const { seed, weight } of marks) {
    const [atU, atV] = [chance(1, seed) - 0.5, chance(2, seed)];
    const reach = Math.exp(-9 * ((u - atU) ** 2 + (v - atV) ** 2)) * weight;
    sum[0] += 0.4 * reach * (chance(5, seed) - 0.5);
    sum[1] += 0.26 * reach * (chance(3, seed) - 0.5);
    sum[2] += 0.16 * reach * (chance(4, seed) - 0.5);
  }
  return sum;
}
