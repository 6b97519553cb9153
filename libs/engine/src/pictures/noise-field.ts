/** 32 bits from three integers, well mixed (Murmur3's finaliser). */
export function hash3(x: number, y: number, seed: number): number {
  let bits = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(seed, 0xc2b2ae35)) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A number from 0 to 1 (not included) for two integers. */
export function chance(index: number, seed: number): number {
  return hash3(index, 77, seed) / 0x1_0000_0000;
}

/** A text's 32 bits (FNV-1a over its UTF-16 units). */
export function hashText(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  return bits >>> 0;
}

/** Smooth noise from −1 to 1 with features of size 1 (value noise, Perlin's quintic fade). */
export function valueNoise(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [fade(x - left), fade(y - top)];
  const corner = (dx: number, dy: number): number => hash3(left + dx, top + dy, seed) / 0x8000_0000 - 1;
  const upper = corner(0, 0) + across * (corner(1, 0) - corner(0, 0));
  const lower = corner(0, 1) + across * (corner(1, 1) - corner(0, 1));
  return upper + down * (lower - upper);
}

/** Octaves of value noise, each twice as fine and half as strong; about −1 to 1. */
export function fractalNoise(x: number, y: number, seed: number, octaves = 4): number {
  let [sum, strength, total] = [0, 1, 0];
  for (let octave = 0; octave < octaves; octave++) {
    sum += strength * valueNoise(x, y, seed + octave * 131);
    total += strength;
    [x, y, strength] = [x * 2.03 + 17.3, y * 2.03 - 9.1, strength / 2];
  }
  return (1.4 * sum) / total;
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}
