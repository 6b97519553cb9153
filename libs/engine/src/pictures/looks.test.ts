import { describe, expect, it } from 'vitest';
import { encodePrompt } from './encode-prompt.js';
import { lookOf } from './looks.js';
import { checkpoints, familyOf, loras } from './model-catalogue.js';
import { promptMeans } from './prompt-means.js';

const size = { height: 16, width: 16 };
const words = encodePrompt({ name: 'clip_l.safetensors', family: 'sd15', loras: [] }, 'a castle at dawn')[0]!.words;

function distance(first: Float32Array, second: Float32Array): number {
  return Math.sqrt(first.reduce((sum, value, index) => sum + (value - second[index]!) ** 2, 0) / first.length);
}

describe('looks', () => {
  const name = 'gouache-sd15.safetensors';
  const meanOf = (model: { name: string; loras: readonly { name: string; strength: number }[] }): Float32Array => promptMeans(model, words, size)[0]!;
  const plain = meanOf({ name, loras: [] });

  it.each([...Object.keys(checkpoints).filter((other) => other !== name), 'tiny-a.safetensors', 'my-own-model.ckpt'])('the checkpoint %s paints in its own way', (other) => {
    expect(distance(meanOf({ name: other, loras: [] }), plain)).toBeGreaterThan(0.1);
  });

  it.each([...loras, 'unknown-lora.safetensors'])('the LoRA %s pulls the more, the stronger it is, and not at all at 0', (lora) => {
    const [none, half, whole] = [0, 0.5, 1].map((strength) => distance(meanOf({ name, loras: [{ name: lora, strength }] }), plain));

    expect(none).toBe(0);
    expect(half).toBeGreaterThan(0.005);
    expect(whole).toBeGreaterThan(half!);
  });

  it('a LoRA of negative strength pulls the other way', () => {
    const warmth = (strength: number): number => lookOf({ name, loras: [{ name: 'golden-hour.safetensors', strength }] }).warmth;

    expect(warmth(-1)).toBeLessThan(warmth(0));
    expect(warmth(1)).toBeGreaterThan(warmth(0));
  });

  it('an unknown model counts as SD3', () => {
    expect(familyOf('tiny-a.safetensors')).toBe('sd3');
  });

  it('an empty prompt has one mean, of nothing', () => {
    expect(promptMeans({ name, loras: [] }, [], size)).toEqual([new Float32Array(4 * 256)]);
  });
});
