import { setImmediate } from 'node:timers/promises';
import { baseSigmas, sigmaAfter, sigmaRange } from './base-sigmas.js';
import { BrownianPath } from './brownian-path.js';
import type { Conditioning } from './conditioning.js';
import { HartleyTransform } from './hartley.js';
import { sizeOf, type Latent } from './latent.js';
import type { Model } from './model.js';
import { denoiserOf } from './prior-of.js';
import type { GuidedPair, SamplerRun } from './samplers/sampler.js';
import { samplerNames, samplers } from './samplers.js';
import { kSamplerSigmas, sliceSigmas } from './sigmas-for.js';
import { startNoise } from './start-noise.js';
import { TorchRandom } from './torch-random.js';

/** Called after every step, `step` counting from 1 to `total`; `denoised` makes the picture as the model sees it then, on demand. A promise is waited for. */
export type OnStep = (step: number, total: number, denoised: () => Latent) => void | Promise<void>;

/** What KSampler, KSamplerAdvanced and SamplerCustomAdvanced ask for. */
export interface SampleOptions {
  readonly model: Model;
  readonly positive: Conditioning;
  /** Left out: no guidance (BasicGuider), cfg is not used. */
  readonly negative?: Conditioning;
  readonly cfg: number;
  /** 0 to 2^64 − 1. */
  readonly seed: bigint;
  readonly steps: number;
  /** One of `samplerNames`. */
  readonly sampler: string;
  /** One of `schedulerNames`. */
  readonly scheduler: string;
  /** 0 to 1; left out: 1. */
  readonly denoise?: number;
  readonly latent: Latent;
  /** First step, counting from 0; left out: 0. */
  readonly startStep?: number;
  /** Step to stop before; left out: all. */
  readonly lastStep?: number;
  /** Left out: true. */
  readonly addNoise?: boolean;
  /** Takes what noise `lastStep` leaves away at once; left out: true. */
  readonly forceFullDenoise?: boolean;
  /** In place of scheduler, steps and denoise. */
  readonly sigmas?: readonly number[];
  readonly onStep?: OnStep;
  readonly signal?: AbortSignal;
}

/** Samplers that follow the SDE along one Brownian path; the others draw each time anew. */
const alongOnePath: ReadonlySet<string> = new Set(['dpmpp_sde', 'dpmpp_2m_sde', 'dpmpp_2m_sde_heun', 'dpmpp_3m_sde']);

/**
 * Samples a latent from the model's closed-form distribution. Everything between start and end happens in the Hartley basis, where the
 * denoiser is a product for each coefficient. Lets other work in between steps; throws the signal's reason when aborted and RangeError
 * for an unknown sampler or scheduler.
 */
export async function sampleLatent(options: SampleOptions): Promise<Latent> {
  const { latent, model, onStep, signal } = options;
  const sampler = samplers[options.sampler];
  if (sampler === undefined) throw new RangeError(`The engine has no sampler "${options.sampler}"; it has ${samplerNames.join(', ')}.`);
  const sigmas = options.sigmas ?? sliceSigmas(kSamplerSigmas(model, options), options);
  if (sigmas.length < 2) return latent;

  const transform = new HartleyTransform(latent.shape[2], latent.shape[3]);
  const toLatent = (coefficients: Float32Array, scale = 1): Latent => ({ ...latent, samples: transform.apply(coefficients).map((value) => value * scale) });
  const { isFlow } = baseSigmas(model);
  const steps = sampler(transform.apply(startOf(options, sigmas)), runOf(options, { sigmas, isFlow, transform }));
  const total = sigmas.length - 1;
  let [step, place] = [steps.next(), 0];
  while (step.done !== true) {
    signal?.throwIfAborted();
    const { denoised } = step.value;
    step = steps.next();
    place++;
    await onStep?.(Math.min(place, total), total, () => toLatent(denoised));
    await setImmediate();
  }
  signal?.throwIfAborted();
  const last = sigmas[total]!;
  return toLatent(step.value, isFlow && last > 0 ? 1 / (1 - last) : 1);
}

/** Latent and noise mixed for the first level. A level as high as the model's highest counts as pure noise: SD's noise is then √(1 + σ²) strong. */
function startOf({ model, latent, seed, addNoise = true }: SampleOptions, sigmas: readonly number[]): Float32Array {
  const base = baseSigmas(model);
  const sigma = sigmas[0]!;
  const isMost = sigma >= sigmaRange(base).max * (1 - 1e-5);
  const noise = addNoise ? startNoise(seed, latent.shape, latent.batchIndex) : new Float32Array(sizeOf(latent.shape));
  const noiseScale = isMost && !base.isFlow ? Math.sqrt(1 + sigma * sigma) : sigma;
  const latentScale = base.isFlow ? 1 - sigma : 1;
  return noise.map((value, index) => latentScale * latent.samples[index]! + noiseScale * value);
}

function runOf(options: SampleOptions, { sigmas, isFlow, transform }: { sigmas: readonly number[]; isFlow: boolean; transform: HartleyTransform }): SamplerRun {
  const guided = guidedDenoiser(options, isFlow);
  const size = sizeOf(options.latent.shape);
  const random = new TorchRandom(BigInt.asUintN(64, options.seed + 1n));
  const path = new BrownianPath(random, size);
  return {
    sigmas,
    isFlow,
    sigmaAfter: (share) => sigmaAfter(baseSigmas(options.model), share),
    denoise: (x, sigma) => guided(x, sigma).denoised,
    denoiseBoth: guided,
    noise: alongOnePath.has(options.sampler.replace(/_gpu$/u, '')) ? (from, to) => path.noise(from, to) : () => transform.apply(random.randn(size)),
  };
}

/** Classifier-free guidance (Ho and Salimans 2022): D = D_negative + cfg · (D_positive − D_negative), picture by picture of the batch. */
function guidedDenoiser({ model, positive, negative, cfg, latent }: SampleOptions, isFlow: boolean): (x: Float32Array, sigma: number) => GuidedPair {
  const [batch, , height, width] = latent.shape;
  const toward = denoiserOf(model, positive, { height, width, isNegative: false });
  const away = negative === undefined ? toward : denoiserOf(model, negative, { height, width, isNegative: true });
  const one = (x: Float32Array, sigma: number): GuidedPair => {
    const wanted = toward(x, sigma);
    if (negative === undefined || cfg === 1) return { denoised: wanted, unguided: wanted };
    const unguided = away(x, sigma);
    return { denoised: wanted.map((value, index) => unguided[index]! + cfg * (value - unguided[index]!)), unguided };
  };
  return (x, sigma) => perPicture(batch, x, (picture) => (isFlow ? asExploding(one, picture, sigma) : one(picture, sigma)));
}

/** A flow model's x is (1 − σ) · picture + σ · noise; over 1 − σ it is picture + noise. Pure noise says nothing about the picture. */
function asExploding(denoise: (x: Float32Array, sigma: number) => GuidedPair, x: Float32Array, sigma: number): GuidedPair {
  const signal = Math.max(1 - sigma, 1e-6);
  return denoise(x.map((value) => value / signal), sigma / signal);
}

function perPicture(batch: number, x: Float32Array, denoise: (picture: Float32Array) => GuidedPair): GuidedPair {
  if (batch === 1) return denoise(x);
  const size = x.length / batch;
  const pair = { denoised: new Float32Array(x.length), unguided: new Float32Array(x.length) };
  for (let start = 0; start < x.length; start += size) {
    const { denoised, unguided } = denoise(x.subarray(start, start + size));
    pair.denoised.set(denoised, start);
    pair.unguided.set(unguided, start);
  }
  return pair;
}
