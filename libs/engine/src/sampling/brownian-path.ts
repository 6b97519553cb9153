import type { TorchRandom } from './torch-random.js';

/**
 * Noise for solvers of the SDE: the increments of one Brownian path over the noise level, each over the root of its length. Stretches
 * that overlap share what they have in common, so halving the steps refines the same path (Lévy's construction).
 */
export class BrownianPath {
  readonly #points: { at: number; value: Float32Array }[];

  constructor(
    readonly random: TorchRandom,
    readonly size: number,
  ) {
    this.#points = [{ at: 0, value: new Float32Array(size) }];
  }

  /** Standard normal numbers for the stretch between two levels. */
  noise(from: number, to: number): Float32Array {
    if (from === to) return new Float32Array(this.size);
    const [start, end] = [this.#valueAt(from), this.#valueAt(to)];
    const scale = 1 / Math.sqrt(Math.abs(to - from));
    return start.map((value, index) => (end[index]! - value) * scale);
  }

  #valueAt(at: number): Float32Array {
    const place = this.#points.findIndex((point) => point.at >= at);
    if (place >= 0 && this.#points[place]!.at === at) return this.#points[place]!.value;
    const value = place < 0 ? this.#beyond(at) : this.#between(place, at);
    this.#points.splice(place < 0 ? this.#points.length : place, 0, { at, value });
    return value;
  }

  #beyond(at: number): Float32Array {
    const last = this.#points[this.#points.length - 1]!;
    const scale = Math.sqrt(at - last.at);
    return this.random.randn(this.size).map((fresh, index) => last.value[index]! + scale * fresh);
  }

  /** A Brownian bridge between the neighbours. */
  #between(place: number, at: number): Float32Array {
    const [low, high] = [this.#points[place - 1]!, this.#points[place]!];
    const share = (at - low.at) / (high.at - low.at);
    const scale = Math.sqrt(share * (high.at - at));
    return this.random.randn(this.size).map((fresh, index) => (1 - share) * low.value[index]! + share * high.value[index]! + scale * fresh);
  }
}
