import type { Model, ModelFamily, SamplingOverride } from './model.js';

/** The noise levels a model was trained on, and how timesteps and noise levels turn into each other. */
export interface BaseSigmas {
  /** Rising, float32. */
  readonly table: Float32Array;
  /** x = (1 − σ) · picture + σ · noise instead of picture + σ · noise. */
  readonly isFlow: boolean;
  sigmaAt(timestep: number): number;
  timestepOf(sigma: number): number;
}

/** The model's own noise levels, or those of its sampling override. */
export function baseSigmas(model: Pick<Model, 'family' | 'samplingOverride'>): BaseSigmas {
  return madeOf(model.samplingOverride ?? familySampling[model.family]);
}

/** The lowest and the highest level of the table. */
export function sigmaRange(base: BaseSigmas): { min: number; max: number } {
  return { min: base.table[0]!, max: base.table[base.table.length - 1]! };
}

/** The level after a share (0 to 1) of the model's time, counted from pure noise. */
export function sigmaAfter(base: BaseSigmas, share: number): number {
  const last = base.isFlow ? base.timestepOf(1) : base.table.length - 1;
  return base.sigmaAt((1 - share) * last);
}

const familySampling: Readonly<Record<ModelFamily, SamplingOverride>> = {
  sd15: { kind: 'discrete', zeroTerminalSnr: false },
  sdxl: { kind: 'discrete', zeroTerminalSnr: false },
  sd3: { kind: 'flow', shift: 3 },
  flux: { kind: 'flux', shift: 1.15 },
};

function madeOf(sampling: SamplingOverride): BaseSigmas {
  if (sampling.kind === 'discrete') return discreteSigmas(sampling.zeroTerminalSnr);
  if (sampling.kind === 'flow') {
    const { shift } = sampling;
    return flowSigmas(1000, 1000, (time) => (shift * time) / (1 + (shift - 1) * time), (time) => inFloat32(shift, time));
  }
  return flowSigmas(10_000, 1, (time) => Math.exp(sampling.shift) / (Math.exp(sampling.shift) + 1 / time - 1));
}

/** SD3's σ(t) with every step of the sum rounded: solvers compare levels of the table with exact ones, where the last bit decides. */
function inFloat32(shift: number, time: number): number {
  const share = Math.fround(time);
  return Math.fround(shift * share) / Math.fround(1 + Math.fround((shift - 1) * share));
}

function flowSigmas(length: number, timestepScale: number, sigmaOfTime: (time: number) => number, inTable = sigmaOfTime): BaseSigmas {
  return {
    table: Float32Array.from({ length }, (_, index) => inTable((index + 1) / length)),
    isFlow: true,
    sigmaAt: (timestep) => (timestep === 0 ? 0 : sigmaOfTime(timestep / timestepScale)),
    timestepOf: (sigma) => sigma * timestepScale,
  };
}

/** 1000 betas from 0.00085 to 0.012, evenly spaced in their square roots: Stable Diffusion's "scaled linear" (Rombach et al. 2022). */
function discreteSigmas(zeroTerminalSnr: boolean): BaseSigmas {
  const signal = signalOfBetas(1000);
  const table = Float32Array.from(zeroTerminalSnr ? rescaledToZeroSnr(signal) : signal, (alpha) => Math.sqrt((1 - alpha) / alpha));
  const logs = table.map(Math.log);
  return { table, isFlow: false, sigmaAt: (timestep) => interpolated(logs, timestep), timestepOf: (sigma) => nearest(logs, Math.log(sigma)) };
}

/** ᾱ = Π (1 − β), falling. */
function signalOfBetas(length: number): number[] {
  const [first, last] = [Math.sqrt(0.00085), Math.sqrt(0.012)];
  let product = 1;
  return Array.from({ length }, (_, index) => (product *= 1 - (first + ((last - first) * index) / (length - 1)) ** 2));
}

/** √ᾱ shifted and stretched so that its last value is 0 (Lin et al. 2024), which is kept at 4.8973451890853435e-8 to stay finite. */
function rescaledToZeroSnr(signal: readonly number[]): number[] {
  const roots = signal.map(Math.sqrt);
  const [first, last] = [roots[0]!, roots[roots.length - 1]!];
  const rescaled = roots.map((root) => (((root - last) * first) / (first - last)) ** 2);
  return [...rescaled.slice(0, -1), 4.8973451890853435e-8];
}

function interpolated(logs: Float32Array, timestep: number): number {
  const place = Math.min(Math.max(timestep, 0), logs.length - 1);
  const low = Math.floor(place);
  const fraction = place - low;
  return Math.fround(Math.exp((1 - fraction) * logs[low]! + fraction * logs[Math.ceil(place)]!));
}

function nearest(logs: Float32Array, log: number): number {
  let best = 0;
  for (let index = 1; index < logs.length; index++) {
    if (Math.abs(logs[index]! - log) < Math.abs(logs[best]! - log)) best = index;
  }
  return best;
}
