import type { Rgb } from './palettes.js';

/** A place in the picture: u to the right from its middle, v down from 0 to 1, both in units of the shorter side. */
export type Place = (u: number, v: number) => number;

/** A small picture to paint on: colours from 0 to 1 and roughness (0 smooth, 1 rough), row by row. */
export class Canvas {
  readonly colours: Float32Array;
  readonly roughness: Float32Array;
  /** The size of a pixel, in the units of places. */
  readonly pixel: number;

  constructor(
    readonly height: number,
    readonly width: number,
  ) {
    this.colours = new Float32Array(height * width * 3);
    this.roughness = new Float32Array(height * width);
    this.pixel = 1 / Math.min(height, width);
  }

  /** Mixes paint over what is there, as much as `cover` (0 to 1) says at each place. */
  paint(cover: Place, paint: (u: number, v: number) => Rgb, roughness?: number): void {
    this.#visit((index, u, v) => {
      const share = Math.min(Math.max(cover(u, v), 0), 1);
      if (share <= 0) return;
      const colour = paint(u, v);
      for (const channel of [0, 1, 2] as const) {
        const place = index * 3 + channel;
        this.colours[place] = this.colours[place]! + share * (colour[channel] - this.colours[place]!);
      }
      if (roughness !== undefined) this.roughness[index] = this.roughness[index]! + share * (roughness - this.roughness[index]!);
    });
  }

  /** Adds light of a colour. */
  shine(strength: Place, colour: Rgb): void {
    this.#visit((index, u, v) => {
      const share = strength(u, v);
      if (share <= 0.002) return;
      for (const channel of [0, 1, 2] as const) {
        const place = index * 3 + channel;
        this.colours[place] = this.colours[place]! + share * colour[channel] * (1 - this.colours[place]!);
      }
    });
  }

  /** How much of a pixel lies inside a form, from the signed distance of its middle. */
  inside(distance: number): number {
    return Math.min(Math.max(0.5 - distance / this.pixel, 0), 1);
  }

  #visit(visitor: (index: number, u: number, v: number) => void): void {
    for (let row = 0; row < this.height; row++) {
      const v = 0.5 + (row + 0.5 - this.height / 2) * this.pixel;
      for (let column = 0; column < this.width; column++) visitor(row * this.width + column, (column + 0.5 - this.width / 2) * this.pixel, v);
    }
  }
}

/** Between two colours, 0 the first, 1 the second. */
export function mixed(first: Rgb, second: Rgb, share: number): Rgb {
  const kept = Math.min(Math.max(share, 0), 1);
  return [first[0] + kept * (second[0] - first[0]), first[1] + kept * (second[1] - first[1]), first[2] + kept * (second[2] - first[2])];
}
