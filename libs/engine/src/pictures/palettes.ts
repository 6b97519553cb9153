/** Red, green and blue from 0 to 1. */
export type Rgb = readonly [number, number, number];

/** The light of an hour or a weather. */
export interface Palette {
  readonly skyTop: Rgb;
  readonly skyMiddle: Rgb;
  readonly skyLow: Rgb;
  /** Sun or moon, and what it shines on. */
  readonly sun: Rgb;
  readonly lit: Rgb;
  readonly shadow: Rgb;
  readonly cloud: Rgb;
  /** How strongly the land's own colour shows through the light, 0 to 1. */
  readonly ownColour: number;
  /** Height of the sun above the horizon, in picture heights; glow around it, 0 to 1; stars, 0 to 1; mist, 0 to 1. */
  readonly sunHeight: number;
  readonly glow: number;
  readonly stars: number;
  readonly mist: number;
}

const day: Palette = {
  skyTop: [0.16, 0.4, 0.72], skyMiddle: [0.42, 0.66, 0.86], skyLow: [0.9, 0.9, 0.82], sun: [1, 0.96, 0.8], lit: [0.97, 0.92, 0.78],
  shadow: [0.14, 0.2, 0.3], cloud: [0.97, 0.96, 0.93], ownColour: 0.75, sunHeight: 0.36, glow: 0.35, stars: 0, mist: 0.25,
};
const dusk: Palette = {
  skyTop: [0.1, 0.13, 0.33], skyMiddle: [0.5, 0.27, 0.46], skyLow: [0.98, 0.58, 0.28], sun: [1, 0.84, 0.5], lit: [0.98, 0.62, 0.36],
  shadow: [0.07, 0.07, 0.16], cloud: [0.93, 0.46, 0.4], ownColour: 0.35, sunHeight: 0.05, glow: 0.85, stars: 0.25, mist: 0.4,
};
const dawn: Palette = {
  skyTop: [0.32, 0.5, 0.74], skyMiddle: [0.82, 0.68, 0.74], skyLow: [1, 0.84, 0.62], sun: [1, 0.94, 0.76], lit: [1, 0.82, 0.66],
  shadow: [0.22, 0.22, 0.36], cloud: [1, 0.8, 0.76], ownColour: 0.5, sunHeight: 0.07, glow: 0.75, stars: 0, mist: 0.65,
};
const night: Palette = {
  skyTop: [0.03, 0.05, 0.15], skyMiddle: [0.07, 0.13, 0.3], skyLow: [0.2, 0.32, 0.5], sun: [0.96, 0.95, 0.86], lit: [0.5, 0.6, 0.78],
  shadow: [0.03, 0.04, 0.1], cloud: [0.22, 0.28, 0.44], ownColour: 0.3, sunHeight: 0.42, glow: 0.5, stars: 1, mist: 0.3,
};
const storm: Palette = {
  skyTop: [0.13, 0.16, 0.2], skyMiddle: [0.3, 0.34, 0.38], skyLow: [0.68, 0.68, 0.6], sun: [0.9, 0.88, 0.78], lit: [0.66, 0.66, 0.6],
  shadow: [0.08, 0.1, 0.13], cloud: [0.2, 0.22, 0.26], ownColour: 0.5, sunHeight: 0.2, glow: 0.3, stars: 0, mist: 0.6,
};
const fog: Palette = {
  skyTop: [0.6, 0.66, 0.7], skyMiddle: [0.74, 0.78, 0.79], skyLow: [0.9, 0.89, 0.85], sun: [0.98, 0.96, 0.88], lit: [0.84, 0.83, 0.78],
  shadow: [0.3, 0.35, 0.39], cloud: [0.92, 0.92, 0.9], ownColour: 0.35, sunHeight: 0.26, glow: 0.6, stars: 0, mist: 1,
};

const named: readonly (readonly [Palette, readonly string[]])[] = [
  [dusk, ['dusk', 'sunset', 'evening', 'twilight', 'autumn', 'fire', 'epic']],
  [dawn, ['dawn', 'sunrise', 'morning', 'spring', 'pastel', 'dream', 'dreamy']],
  [night, ['night', 'midnight', 'moonlight', 'moonlit', 'dark', 'starry', 'stars', 'space', 'neon', 'cyberpunk', 'galaxy']],
  [storm, ['storm', 'stormy', 'rain', 'thunder', 'gloomy', 'horror', 'dramatic']],
  [fog, ['fog', 'foggy', 'mist', 'misty', 'winter', 'snow', 'snowy', 'haze', 'ghostly']],
  [day, ['day', 'noon', 'sunny', 'summer', 'bright', 'afternoon', 'photo', 'photograph']],
];

/** The light a word asks for, if it does. */
export function paletteNamed(word: string): Palette | undefined {
  return named.find(([, words]) => words.includes(word))?.[0];
}

/** The light where a prompt names none: one of the friendly hours. */
export function paletteFor(seed: number): Palette {
  return [day, dawn, dusk, day][seed % 4]!;
}

/** Colours by their English names. */
export const colourNames: Readonly<Record<string, Rgb>> = {
  red: [0.85, 0.14, 0.12], orange: [0.96, 0.52, 0.12], yellow: [0.98, 0.85, 0.2], gold: [0.9, 0.7, 0.25], golden: [0.9, 0.7, 0.25],
  green: [0.2, 0.6, 0.25], emerald: [0.06, 0.6, 0.42], teal: [0.08, 0.52, 0.54], turquoise: [0.2, 0.78, 0.76], cyan: [0.15, 0.8, 0.9],
  blue: [0.15, 0.35, 0.85], indigo: [0.25, 0.2, 0.6], violet: [0.5, 0.25, 0.8], purple: [0.5, 0.18, 0.6], magenta: [0.85, 0.15, 0.6],
  pink: [0.97, 0.55, 0.7], brown: [0.45, 0.28, 0.16], white: [0.94, 0.94, 0.92], black: [0.07, 0.07, 0.08], grey: [0.5, 0.5, 0.5],
  gray: [0.5, 0.5, 0.5], silver: [0.75, 0.77, 0.8], crimson: [0.7, 0.06, 0.16], azure: [0.2, 0.55, 0.95],
};
