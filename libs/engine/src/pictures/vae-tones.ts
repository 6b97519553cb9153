import type { Vae } from '../sampling/model.js';

/** How a VAE renders latents; factors of 1 and additions of 0 are neutral. */
export interface VaeTone {
  readonly contrast: number;
  readonly saturation: number;
  readonly warmth: number;
  readonly light: number;
  readonly texture: number;
}

const neutral: VaeTone = { contrast: 1, saturation: 1, warmth: 0, light: 0, texture: 1 };

const tones: Readonly<Record<string, Partial<VaeTone>>> = {
  'warm-vae.safetensors': { warmth: 0.14, saturation: 1.06, contrast: 0.97 },
  'crisp-vae.safetensors': { contrast: 1.16, texture: 0.6, warmth: -0.03 },
};

/** The tone of a VAE; one inside a checkpoint, or unknown by name, is neutral. */
export function vaeTone(vae: Vae): VaeTone {
  return { ...neutral, ...tones[vae.name] };
}
