import { fusedMultiplyAdd } from './fused-multiply-add.js';

/**
 * What one axis of a resized picture reads: output i takes `indices[i · tapCount + k]` with `weights[i · tapCount + k]`.
 * Positions and weights are worked out in float32, in the order in which PyTorch's CPU kernels do it
 * (aten/src/ATen/native/UpSample.h), because SaveImage cuts off and one ulp becomes one step of 255.
 */
export interface Taps {
  tapCount: number;
  indices: Int32Array;
  weights: Float32Array;
}

/** The nearest pixel for each output: `nearest-exact`, which compares pixel centres. */
export function nearestIndices(from: number, to: number): Int32Array {
  const scale = Math.fround(from / to);
  return Int32Array.from({ length: to }, (_, i) => Math.min(Math.floor(Math.fround((i + 0.5) * scale)), from - 1));
}

/** Two taps; corners are not aligned. */
export function bilinearTaps(from: number, to: number): Taps {
  const taps = makeTaps(2, to);
  const scale = Math.fround(from / to);
  for (let i = 0; i < to; i++) {
    const position = Math.max(fusedMultiplyAdd(scale, i + 0.5, -0.5), 0);
    const first = Math.min(Math.floor(position), from - 1);
    const share = Math.min(Math.max(Math.fround(position - first), 0), 1);
    taps.indices.set([first, Math.min(first + 1, from - 1)], i * 2);
    taps.weights.set([1 - share, share], i * 2);
  }
  return taps;
}

/** Four taps of cubic convolution; beyond the edge the edge is repeated. */
export function bicubicTaps(from: number, to: number): Taps {
  const taps = makeTaps(4, to);
  const scale = Math.fround(from / to);
  for (let i = 0; i < to; i++) {
    const position = Math.fround(Math.fround(scale * (i + 0.5)) - 0.5);
    const first = Math.floor(position);
    const share = Math.fround(position - first);
    const rest = Math.fround(1 - share);
    taps.weights.set([cubicFar(Math.fround(share + 1)), cubicNear(share), cubicNear(rest), cubicFar(Math.fround(rest + 1))], i * 4);
    for (let k = 0; k < 4; k++) taps.indices[i * 4 + k] = Math.min(Math.max(first - 1 + k, 0), from - 1);
  }
  return taps;
}

// Keys' cubic convolution (1981) with a = −0.75. Of its operations the compiler fuses one only.
const A = -0.75;

function cubicNear(x: number): number {
  const slope = Math.fround(Math.fround((A + 2) * x) - (A + 3));
  return Math.fround(Math.fround(Math.fround(slope * x) * x) + 1);
}

function cubicFar(x: number): number {
  const inner = fusedMultiplyAdd(Math.fround(Math.fround(A * x) - 5 * A), x, 8 * A);
  return Math.fround(Math.fround(inner * x) - 4 * A);
}

function makeTaps(tapCount: number, length: number): Taps {
  return { tapCount, indices: new Int32Array(length * tapCount), weights: new Float32Array(length * tapCount) };
}
