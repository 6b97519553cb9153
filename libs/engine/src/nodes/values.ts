/** What travels along a link, one tagged shape per ComfyUI type. Plain widget values (numbers, text, booleans) travel as themselves. */
export type NodeValue = Image | Mask | Latent | Conditioning | Model | Clip | Vae | UpscaleModel | Noise | Sampler | Sigmas | Guider;

/** Pictures, float32 0 to 1, `[batch, height, width, channels]` row by row; 3 channels, or 4 with alpha. */
export interface Image { kind: 'IMAGE'; batch: number; height: number; width: number; channels: number; data: Float32Array }

/** Masks, float32 0 to 1, `[batch, height, width]`. */
export interface Mask { kind: 'MASK'; batch: number; height: number; width: number; data: Float32Array }

/** Latents, float32 `[batch, channels, height, width]` in latent pixels (an eighth of the picture's). */
export interface Latent {
  kind: 'LATENT';
  batch: number;
  channels: number;
  height: number;
  width: number;
  data: Float32Array;
  /** As VAEEncodeForInpaint and SetLatentNoiseMask leave it. */
  noiseMask?: Mask;
  /** Which noise each picture of the batch draws (LatentFromBatch); left out: 0, 1, 2, … */
  batchIndex?: readonly number[];
}

/** A prompt as the closed-form prior needs it: texts with weights, plus what nodes attached. Never changed in place. */
export interface Conditioning { kind: 'CONDITIONING'; entries: readonly ConditioningEntry[] }
export interface ConditioningEntry {
  /** Texts that this entry is a blend of; a plain CLIPTextEncode gives one with weight 1. */
  texts: readonly { text: string; weight: number }[];
  /** The text encoder that read them, LoRAs included. */
  clip: Clip;
  /** 0 to 1: ConditioningZeroOut leaves 0. */
  strength: number;
  /** Flux's distilled guidance, where set. */
  guidance?: number;
}

export type ModelFamily = 'sd15' | 'sdxl' | 'sd3' | 'flux';
export interface AppliedLora { name: string; strength: number }

/** A diffusion model: a checkpoint's palette and spectrum, and what patched it. Never changed in place: a patch gives a new one. */
export interface Model {
  kind: 'MODEL';
  name: string;
  family: ModelFamily;
  loras: readonly AppliedLora[];
  /** Left out: what the family does by itself. */
  sampling?: { prediction?: string; shift?: number; hasZeroTerminalSnr?: boolean };
}
export interface Clip { kind: 'CLIP'; name: string; family: ModelFamily; loras: readonly AppliedLora[]; /** −1 is the last layer. */ stopAtLayer?: number }
export interface Vae { kind: 'VAE'; name: string; family: ModelFamily }
export interface UpscaleModel { kind: 'UPSCALE_MODEL'; name: string; scale: number }
/** `seed` left out: no noise (DisableNoise). */
export interface Noise { kind: 'NOISE'; seed?: bigint }
export interface Sampler { kind: 'SAMPLER'; name: string; options: Readonly<Record<string, number>> }
/** Descending, the last one 0 where sampling goes to the end. */
export interface Sigmas { kind: 'SIGMAS'; values: Float32Array }
export interface Guider { kind: 'GUIDER'; model: Model; positive: Conditioning; negative?: Conditioning; cfg: number }

/**
 * Put into an output to block what depends on it (ComfyUI's ExecutionBlocker).
 * Without a message the branch stays silent; with one, each node it reaches reports an `ExecutionBlocked` error to the client.
 */
export class Blocked {
  constructor(readonly message?: string) {}
}
