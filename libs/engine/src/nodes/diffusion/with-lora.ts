import type { Clip, Model } from '../values.js';

/** The model or text encoder with one more LoRA; a strength of 0 leaves it as it is. */
export function withLora<Patched extends Model | Clip>(patched: Patched, name: string, strength: number): Patched {
  if (strength === 0) return patched;
  return { ...patched, loras: [...patched.loras, { name, strength }] };
}
