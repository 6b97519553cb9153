/**
 * The Hartley transform of real planes, orthonormal and its own inverse (Bracewell 1983): the Fourier transform of real numbers, kept
 * real. White noise stays white noise, and a filter that is even in both directions only scales each coefficient. Separable: rows, then
 * columns. Sides of any length; lengths whose prime factors are small are quick.
 */
export class HartleyTransform {
  readonly #alongHeight: Axis;
  readonly #alongWidth: Axis;

  constructor(
    readonly height: number,
    readonly width: number,
  ) {
    this.#alongHeight = new Axis(height, width);
    this.#alongWidth = new Axis(width, height);
  }

  /** Transforms planes of height × width that follow each other in `values`; gives new numbers. */
  apply(values: Float32Array): Float32Array {
    const size = this.height * this.width;
    const result = new Float32Array(values.length);
    for (let start = 0; start < values.length; start += 2 * size) {
      const pair = [values.subarray(start, start + size), values.subarray(start + size, start + 2 * size)] as const;
      const columns = this.#alongHeight.transform(Float64Array.from(pair[0]), pairOf(pair[1], size));
      const turned = columns.map((plane) => transposed(plane, this.height, this.width));
      const rows = this.#alongWidth.transform(turned[0]!, turned[1]!);
      for (const [index, plane] of rows.entries()) {
        if (start + index * size < values.length) result.set(transposed(plane, this.width, this.height), start + index * size);
      }
    }
    return result;
  }
}

function pairOf(plane: Float32Array, size: number): Float64Array {
  return plane.length === 0 ? new Float64Array(size) : Float64Array.from(plane);
}

function transposed(plane: Float64Array, height: number, width: number): Float64Array {
  const turned = new Float64Array(plane.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) turned[column * height + row] = plane[row * width + column]!;
  }
  return turned;
}

/** One direction: `length` rows of `lanes` numbers, transformed across the rows. Two real planes travel as one complex one. */
class Axis {
  readonly #factors: readonly number[];
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;

  constructor(
    readonly length: number,
    readonly lanes: number,
  ) {
    this.#factors = factorsOf(length);
    this.#cosines = Float64Array.from({ length }, (_, index) => Math.cos((2 * Math.PI * index) / length));
    this.#sines = Float64Array.from({ length }, (_, index) => -Math.sin((2 * Math.PI * index) / length));
  }

  transform(first: Float64Array, second: Float64Array): [Float64Array, Float64Array] {
    const [real, imaginary] = this.#fourier(first, second);
    const scale = 0.5 / Math.sqrt(this.length);
    const planes: [Float64Array, Float64Array] = [new Float64Array(first.length), new Float64Array(first.length)];
    for (let row = 0; row < this.length; row++) {
      const here = row * this.lanes;
      const mirrored = ((this.length - row) % this.length) * this.lanes;
      for (let lane = 0; lane < this.lanes; lane++) {
        const [a, b] = [real[here + lane]!, real[mirrored + lane]!];
        const [c, d] = [imaginary[here + lane]!, imaginary[mirrored + lane]!];
        planes[0][here + lane] = scale * (a + b - c + d);
        planes[1][here + lane] = scale * (c + d + a - b);
      }
    }
    return planes;
  }

  /** Stockham's self-sorting fast Fourier transform with mixed factors: after each factor, rows hold transforms of that much longer parts. */
  #fourier(real: Float64Array, imaginary: Float64Array): [Float64Array, Float64Array] {
    let done = 1;
    for (const factor of this.#factors) {
      const next: [Float64Array, Float64Array] = [new Float64Array(real.length), new Float64Array(real.length)];
      this.#join(factor, done, [real, imaginary], next);
      [real, imaginary] = next;
      done *= factor;
    }
    return [real, imaginary];
  }

  #join(factor: number, done: number, from: readonly [Float64Array, Float64Array], to: readonly [Float64Array, Float64Array]): void {
    const rest = this.length / (done * factor);
    const run = rest * this.lanes;
    for (let frequency = 0; frequency < done * factor; frequency++) {
      const target = frequency * run;
      for (let part = 0; part < factor; part++) {
        const source = ((frequency % done) * factor + part) * run;
        const turn = (frequency * part * rest) % this.length;
        this.#addTurned(run, turn, { from, source, to, target });
      }
    }
  }

  #addTurned(
    run: number,
    turn: number,
    { from, source, to, target }: { from: readonly [Float64Array, Float64Array]; source: number; to: readonly [Float64Array, Float64Array]; target: number },
  ): void {
    const [cosine, sine] = [this.#cosines[turn]!, this.#sines[turn]!];
    const [fromReal, fromImaginary] = from;
    const [toReal, toImaginary] = to;
    for (let index = 0; index < run; index++) {
      const [a, b] = [fromReal[source + index]!, fromImaginary[source + index]!];
      toReal[target + index]! += a * cosine - b * sine;
      toImaginary[target + index]! += a * sine + b * cosine;
    }
  }
}

/** Fours first, then primes. */
function factorsOf(length: number): number[] {
  const factors: number[] = [];
  let rest = length;
  for (let factor = 4; rest > 1; factor = nextFactor(factor)) {
    for (; rest % factor === 0; rest /= factor) factors.push(factor);
  }
  return factors;
}

function nextFactor(factor: number): number {
  if (factor === 4) return 2;
  return factor === 3 ? 5 : factor + 1;
}
