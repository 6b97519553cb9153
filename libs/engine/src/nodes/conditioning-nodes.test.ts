import { expect, it } from 'vitest';
import { conditioningParts } from './diffusion/conditioning-parts.js';
import { fakeContext } from './testing/fake-context.js';
import { runNode } from './testing/run-node.js';
import type { Clip, Conditioning } from './values.js';

const context = fakeContext('/nowhere');
const clip: Clip = { kind: 'CLIP', name: 'c', family: 'sd15', loras: [] };

async function conditioning(classType: string, inputs: Record<string, unknown>): Promise<Conditioning> {
  const { outputs } = await runNode(classType, inputs, context);
  // These nodes have one output, a conditioning.
  return outputs[0] as Conditioning;
}

const encode = (text: string) => conditioning('CLIPTextEncode', { clip, text });
const textsOf = ({ entries }: Conditioning) => entries.map((entry) => entry.texts.map(({ text, weight }) => [text, weight]));

it('CLIPTextEncode hears one text whole', async () => {
  expect(textsOf(await encode('a lighthouse'))).toEqual([[['a lighthouse', 1]]]);
});

it.each([
  ['different', 'big', 'small', [[['big', 0.5], ['small', 0.5]]]],
  ['equal', 'same', 'same', [[['same', 1]]]],
])('CLIPTextEncodeSDXL hears two texts that are %s', async (_, first, second, texts) => {
  expect(textsOf(await conditioning('CLIPTextEncodeSDXL', { clip, text_g: first, text_l: second }))).toEqual(texts);
});

it('CLIPTextEncodeFlux carries its guidance', async () => {
  const flux = await conditioning('CLIPTextEncodeFlux', { clip, clip_l: 'a', t5xxl: 'a', guidance: 2.5 });

  expect(conditioningParts(flux)).toMatchObject([{ guidance: 2.5 }]);
});

it('ConditioningCombine keeps both apart', async () => {
  const combined = await conditioning('ConditioningCombine', { conditioning_1: await encode('a'), conditioning_2: await encode('b') });

  expect(textsOf(combined)).toEqual([[['a', 1]], [['b', 1]]]);
});

it('ConditioningAverage blends by strength', async () => {
  const averaged = await conditioning('ConditioningAverage', { conditioning_to: await encode('a'), conditioning_from: await encode('b'), conditioning_to_strength: 0.75 });

  expect(textsOf(averaged)).toEqual([[['a', 0.75], ['b', 0.25]]]);
});

it('ConditioningConcat puts one text after the other', async () => {
  const joined = await conditioning('ConditioningConcat', { conditioning_to: await encode('a'), conditioning_from: await encode('b') });

  expect(textsOf(joined)).toEqual([[['a b', 1]]]);
});

it('ConditioningZeroOut says nothing', async () => {
  const silent = await conditioning('ConditioningZeroOut', { conditioning: await encode('a lighthouse') });

  expect(conditioningParts(silent)).toEqual([{ words: [], strength: 1 }]);
});

it('FluxGuidance replaces the guidance', async () => {
  const guided = await conditioning('FluxGuidance', { conditioning: await encode('a'), guidance: 0 });

  expect(conditioningParts(guided)).toMatchObject([{ guidance: 0 }]);
});

it('a word of weight 1 reaches the sampler as it was encoded', async () => {
  const [part] = conditioningParts(await encode('a lighthouse'));

  expect(part?.words.map(({ word }) => word)).toContain('lighthouse');
});
