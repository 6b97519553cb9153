import { describe, expect, it } from 'vitest';
import { encodePrompt } from './encode-prompt.js';

const clip = { name: 'clip_l.safetensors', family: 'sd15', loras: [] } as const;

describe('encodePrompt', () => {
  it.each([
    ['plain words in lower case', 'A Lighthouse, at dusk', { a: 1, lighthouse: 1, at: 1, dusk: 1 }],
    ['a weight for several words', 'a (red cat:1.5) sleeps', { a: 1, red: 1.5, cat: 1.5, sleeps: 1 }],
    ['brackets as a tenth more each', '(red) ((cat))', { red: 1.1, cat: 1.21 }],
    ['weights within weights', '(a (cat:2):0.5)', { a: 0.5, cat: 1 }],
    ['escaped brackets as text', String.raw`cat \(animal\)`, { cat: 1, animal: 1 }],
    ['a bracket that is never closed', 'a (cat', { a: 1, cat: 1.1 }],
    ['a colon that is no weight', '(time: noon)', { time: 1.1, noon: 1.1 }],
    ['no words', ' , ', {}],
  ])('reads %s', (_, text, weights) => {
    const words = encodePrompt(clip, text)[0]!.words;

    expect(words.map((word) => word.word)).toEqual(Object.keys(weights));
    for (const [index, weight] of Object.values(weights).entries()) expect(words[index]!.weight).toBeCloseTo(weight, 10);
  });
});
