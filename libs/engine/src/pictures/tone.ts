/** Light, warmth, tint of one pixel. The matrix is orthonormal, so its transpose leads back. */
const fromRgb = [
  [0.5773502692, 0.5773502692, 0.5773502692],
  [0.7071067812, 0, -0.7071067812],
  [0.4082482905, -0.8164965809, 0.4082482905],
] as const;

/** What a latent says about a pixel: light, warmth (red against blue) and tint (magenta against green). */
export type Features = readonly [light: number, warmth: number, tint: number];

/** RGB from 0 to 1 to features: each colour through the inverse of the tone curve, then mixed. Black and white end at ±1.9. */
export function featuresOf(red: number, green: number, blue: number): Features {
  const [r, g, b] = [untoned(red), untoned(green), untoned(blue)];
  return [
    fromRgb[0][0] * r + fromRgb[0][1] * g + fromRgb[0][2] * b,
    fromRgb[1][0] * r + fromRgb[1][1] * g + fromRgb[1][2] * b,
    fromRgb[2][0] * r + fromRgb[2][1] * g + fromRgb[2][2] * b,
  ];
}

/** One colour (0 red, 1 green, 2 blue) of features, before the tone curve. */
export function untonedColour(colour: 0 | 1 | 2, light: number, warmth: number, tint: number): number {
  return fromRgb[0][colour] * light + fromRgb[1][colour] * warmth + fromRgb[2][colour] * tint;
}

/** The tone curve: an S from 0 to 1 that never quite ends, x / √(1 + x²) scaled; much contrast in saturates instead of clipping. */
export function toned(value: number): number {
  return 0.5 + (0.5 * value) / Math.sqrt(1 + value * value);
}

function untoned(colour: number): number {
  const value = Math.min(Math.max(2 * colour - 1, -0.885), 0.885);
  return value / Math.sqrt(1 - value * value);
}
