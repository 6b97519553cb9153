import type { Model } from '../sampling/model.js';
import { chance, hashText } from './noise-field.js';

/** What a model's name decides about its pictures. */
export interface Look {
  /** Added to warmth (red against blue) and to light, in features. */
  readonly warmth: number;
  readonly light: number;
  /** Factors, 1 being neutral. */
  readonly saturation: number;
  readonly contrast: number;
  /** Share of brush strokes in the texture, 0 to 1. */
  readonly brush: number;
  /** Power of what the prompt leaves open: of soft forms, and of every single frequency. */
  readonly roughness: number;
  readonly grain: number;
  /** Moves the layouts, so that models compose differently. */
  readonly layoutSeed: number;
}

const neutral: Look = { warmth: 0, light: 0.1, saturation: 1, contrast: 1, brush: 0.55, roughness: 0.6, grain: 0.005, layoutSeed: 1 };

const checkpointLooks: Readonly<Record<string, Partial<Look>>> = {
  'gouache-sd15.safetensors': {},
  'atelier-sd15.safetensors': { warmth: 0.12, light: -0.12, saturation: 0.86, contrast: 1.08, brush: 0.85, roughness: 0.75, layoutSeed: 2 },
  'panorama-sdxl.safetensors': { warmth: -0.05, light: 0.08, saturation: 1.1, brush: 0.3, roughness: 0.4, grain: 0.0035, layoutSeed: 3 },
  'nocturne-sd3.safetensors': { warmth: -0.16, light: -0.18, saturation: 1.12, contrast: 1.06, brush: 0.45, layoutSeed: 4 },
  'meridian-flux.safetensors': { warmth: 0.03, light: 0.04, saturation: 1.05, contrast: 1.05, brush: 0.2, roughness: 0.3, grain: 0.003, layoutSeed: 5 },
};

/** What strength 1 of a LoRA adds. */
const loraLooks: Readonly<Record<string, Partial<Look>>> = {
  'golden-hour.safetensors': { warmth: 0.42, light: 0.12, saturation: 0.15 },
  'ink-wash.safetensors': { saturation: -0.8, contrast: 0.22, light: 0.2, brush: 0.2 },
  'sea-mist.safetensors': { warmth: -0.3, contrast: -0.32, light: 0.3, saturation: -0.2 },
};

/** The look of a model with its LoRAs; names the engine does not know get a look of their own, derived from the name. */
export function lookOf(model: Pick<Model, 'name' | 'loras'>): Look {
  const base: Look = { ...neutral, ...(checkpointLooks[model.name] ?? derivedLook(model.name, 1)) };
  return model.loras.reduce<Look>((look, lora) => plus(look, loraLooks[lora.name] ?? derivedLora(lora.name), lora.strength), base);
}

function plus(look: Look, added: Partial<Look>, strength: number): Look {
  const sum = (key: keyof Look): number => look[key] + strength * (added[key] ?? 0);
  return {
    ...look,
    warmth: sum('warmth'),
    light: sum('light'),
    saturation: Math.max(sum('saturation'), 0),
    contrast: Math.max(sum('contrast'), 0.2),
    brush: Math.min(Math.max(sum('brush'), 0), 1),
  };
}

function derivedLook(name: string, layoutShare: number): Partial<Look> {
  const seed = hashText(name);
  return {
    warmth: 0.5 * (chance(1, seed) - 0.5),
    light: 0.3 * (chance(2, seed) - 0.5),
    saturation: 0.85 + 0.35 * chance(3, seed),
    contrast: 0.92 + 0.2 * chance(4, seed),
    brush: chance(5, seed),
    layoutSeed: layoutShare * (seed % 1000),
  };
}

function derivedLora(name: string): Partial<Look> {
  const { warmth = 0, light = 0, saturation = 1 } = derivedLook(name, 0);
  return { warmth: 1.2 * warmth, light: 1.2 * light, saturation: saturation - 1 };
}
