/** Both denoisers of a guided model. */
export interface GuidedPair {
  readonly denoised: Float32Array;
  /** What the negative conditioning alone gives. */
  readonly unguided: Float32Array;
}

/** What a sampler is given for one run. */
export interface SamplerRun {
  /** Noise levels, falling; usually the last one is 0. */
  readonly sigmas: readonly number[];
  /** x = (1 − σ) · picture + σ · noise, σ from 1 to 0; otherwise x = picture + σ · noise. */
  readonly isFlow: boolean;
  /** The level the model's own schedule has reached after a share (0 to 1) of its time. */
  sigmaAfter(share: number): number;
  /** The guided posterior mean of the picture, given x at noise level sigma. */
  denoise(x: Float32Array, sigma: number): Float32Array;
  /** The same and its unguided part, for CFG++. */
  denoiseBoth(x: Float32Array, sigma: number): GuidedPair;
  /** Standard normal numbers for going from one level to a lower one. */
  noise(fromSigma: number, toSigma: number): Float32Array;
}

/** One step begun: where it started and what the model saw there. */
export interface SamplerStep {
  readonly x: Float32Array;
  readonly denoised: Float32Array;
}

/** Takes x from the first noise level to the last; yields once a step and returns the result. Arrays given out are never changed afterwards. */
export type Sampler = (x: Float32Array, run: SamplerRun) => Generator<SamplerStep, Float32Array, void>;
