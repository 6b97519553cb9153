/** The families differ in sigmas (SD1.5 and SDXL share theirs; SD3 and Flux are flow models) and in the look of their means. */
export type ModelFamily = 'sd15' | 'sdxl' | 'sd3' | 'flux';

/** A LoRA in use; strength 1 is its full look, 0 none, negative the opposite. */
export interface LoraUse {
  readonly name: string;
  readonly strength: number;
}

/** What ModelSamplingDiscrete, ModelSamplingSD3 and ModelSamplingFlux put in place of the family's own sigmas. */
export type SamplingOverride =
  | { readonly kind: 'discrete'; readonly zeroTerminalSnr: boolean }
  /** σ(t) = s·t / (1 + (s − 1)·t), 1000 values. */
  | { readonly kind: 'flow'; readonly shift: number }
  /** σ(t) = e^μ / (e^μ + 1/t − 1), 10,000 values. */
  | { readonly kind: 'flux'; readonly shift: number };

/** A diffusion model of the engine: its name decides palette and spectrum. */
export interface Model {
  readonly name: string;
  readonly family: ModelFamily;
  readonly loras: readonly LoraUse[];
  readonly samplingOverride?: SamplingOverride;
}

/** A text encoder; LoRAs pull at the words too, `stopAtLayer` (−1 to −24) is CLIP skip. */
export interface Clip {
  readonly name: string;
  readonly family: ModelFamily;
  readonly loras: readonly LoraUse[];
  readonly stopAtLayer?: number;
}

/** A VAE: its name decides the tone of decoded pictures. */
export interface Vae {
  readonly name: string;
  readonly family: ModelFamily;
}
