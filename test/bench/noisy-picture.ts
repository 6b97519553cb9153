import sharp from 'sharp';

/** A PNG with soft shapes and grain, about two bytes a pixel as photographs have; each seed gives another. */
export function noisyPicture(sidePx: number, seed: number): Promise<Buffer> {
  const pixels = new Uint8Array(sidePx * sidePx * 3);
  let state = (seed + 1) * 2_654_435_761;
  for (let at = 0; at < pixels.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const x = Math.floor(at / 3) % sidePx;
    const y = Math.floor(at / 3 / sidePx);
    const shape = 100 + 60 * Math.sin((x * (seed % 7 + 1)) / 90 + (at % 3)) + 40 * Math.cos((y * (seed % 5 + 1)) / 70);
    pixels[at] = shape + (state >>> 27);
  }
  return sharp(pixels, { raw: { width: sidePx, height: sidePx, channels: 3 } }).png().toBuffer();
}
