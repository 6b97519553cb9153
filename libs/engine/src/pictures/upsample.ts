interface Size {
  readonly height: number;
  readonly width: number;
}

const FACTOR = 8;

/**
 * A plane eight times as large, by cubic splines. Steep: where a pixel's neighbours differ much, the way from the darkest to the lightest
 * of them is gone in one step half-way instead of slowly, so that edges stay smooth curves but become sharp (as glyphs are drawn
 * from coarse distance fields, Green 2007).
 */
export function enlarged(plane: Float32Array, size: Size, { isSteep }: { isSteep: boolean }): Float32Array {
  const smooth = spline(plane, size, cubicWeights);
  if (!isSteep) return smooth;
  const lowest = spline(neighbourhood(plane, size, Math.min), size, linearWeights);
  const highest = spline(neighbourhood(plane, size, Math.max), size, linearWeights);
  for (let index = 0; index < smooth.length; index++) {
    const range = highest[index]! - lowest[index]!;
    if (range < 0.12) continue;
    const share = Math.min(Math.max((smooth[index]! - lowest[index]!) / range, 0), 1);
    const once = share * share * (3 - 2 * share);
    const twice = once * once * (3 - 2 * once);
    const trust = Math.min((range - 0.12) / 0.35, 1);
    smooth[index] = smooth[index]! + trust * (lowest[index]! + range * twice - smooth[index]!);
  }
  return smooth;
}

/** The lowest or highest of a pixel and its eight neighbours. */
function neighbourhood(plane: Float32Array, { height, width }: Size, choose: (a: number, b: number) => number): Float32Array {
  const along = new Float32Array(plane.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [left, right] = [Math.max(column - 1, 0), Math.min(column + 1, width - 1)];
      along[row * width + column] = choose(choose(plane[row * width + left]!, plane[row * width + column]!), plane[row * width + right]!);
    }
  }
  return along.map((value, index) => {
    const [above, below] = [index - width < 0 ? index : index - width, index + width >= along.length ? index : index + width];
    return choose(choose(along[above]!, value), along[below]!);
  });
}

/** Rows first, then columns; the eight positions between two pixels have the same weights everywhere. */
function spline(plane: Float32Array, { height, width }: Size, weights: readonly (readonly number[])[]): Float32Array {
  const [across, down] = [tapsOf(width, weights), tapsOf(height, weights)];
  const [wide, tall] = [width * FACTOR, height * FACTOR];
  const rows = new Float32Array(height * wide);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < wide; column++) {
      let sum = 0;
      for (let tap = column * 4; tap < column * 4 + 4; tap++) sum += across.shares[tap]! * plane[row * width + across.places[tap]!]!;
      rows[row * wide + column] = sum;
    }
  }
  const result = new Float32Array(tall * wide);
  for (let row = 0; row < tall; row++) {
    const [a, b, c, d] = down.shares.subarray(row * 4, row * 4 + 4) as unknown as Quad; // four numbers by construction
    const [above, here, below, beyond] = down.places.subarray(row * 4, row * 4 + 4).map((place) => place * wide) as unknown as Quad; // likewise
    for (let column = 0; column < wide; column++) {
      result[row * wide + column] =
        a * rows[above + column]! + b * rows[here + column]! + c * rows[below + column]! + d * rows[beyond + column]!;
    }
  }
  return result;
}

type Quad = readonly [number, number, number, number];

/** For each new place its four old places and their shares, one after the other. */
function tapsOf(length: number, weights: readonly (readonly number[])[]): { places: Int32Array; shares: Float64Array } {
  const [places, shares] = [new Int32Array(length * FACTOR * 4), new Float64Array(length * FACTOR * 4)];
  for (let place = 0; place < length * FACTOR; place++) {
    const first = Math.floor((place + 0.5) / FACTOR - 0.5) - 1;
    for (let tap = 0; tap < 4; tap++) {
      places[place * 4 + tap] = Math.min(Math.max(first + tap, 0), length - 1);
      shares[place * 4 + tap] = weights[place % FACTOR]![tap]!;
    }
  }
  return { places, shares };
}

const fractions = Array.from({ length: FACTOR }, (_, place) => ((place + 0.5) / FACTOR + 0.5) % 1);

/** Half-way between an interpolating spline (Catmull and Rom) and a smoothing one (B-spline): Mitchell and Netravali 1988, B = C = 1/3. */
const cubicWeights = fractions.map((fraction) => [1 + fraction, fraction, 1 - fraction, 2 - fraction].map(mitchell));
const linearWeights = fractions.map((fraction) => [0, 1 - fraction, fraction, 0]);

function mitchell(distance: number): number {
  if (distance < 1) return (7 * distance ** 3 - 12 * distance ** 2 + 16 / 3) / 6;
  return ((-7 / 3) * distance ** 3 + 12 * distance ** 2 - 20 * distance + 32 / 3) / 6;
}
