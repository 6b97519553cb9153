import { expect, it } from 'vitest';
import type { Workflow } from '../protocol/workflow.js';
import { followPrompt } from './follow-prompt.js';
import { recordedCatalogue } from './testing/recorded.js';

const catalogue = recordedCatalogue();
const text = { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse' } };

it('follows a chain of any length', () => {
  const combine = (index: number): Workflow[string] => ({ class_type: 'ConditioningCombine', inputs: { conditioning_1: [index === 0 ? 'text' : `c${index - 1}`, 0] } });
  const chain: Workflow = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`c${index}`, combine(index)]));

  expect(followPrompt({ ...chain, text, sampler: { class_type: 'KSampler', inputs: { positive: ['c49999', 0] } } }, catalogue, 'positive')).toEqual(['text']);
});

it('ends where nodes lead back to themselves', () => {
  const workflow: Workflow = {
    sampler: { class_type: 'SamplerCustomAdvanced', inputs: { guider: ['guider', 0] } },
    guider: { class_type: 'CFGGuider', inputs: { guider: ['guider', 0], positive: ['a', 0] } },
    a: { class_type: 'ConditioningCombine', inputs: { conditioning_1: ['b', 0], conditioning_2: ['text', 0] } },
    b: { class_type: 'ConditioningCombine', inputs: { conditioning_1: ['a', 0] } },
    text,
  };

  expect(followPrompt(workflow, catalogue, 'positive')).toEqual(['text']);
});

it('finds prompts in the order in which the links are', () => {
  const workflow: Workflow = {
    one: text, two: text, three: text, four: text,
    sampler: { class_type: 'KSampler', inputs: { positive: ['both', 0], negative: ['four', 0] } },
    both: { class_type: 'ConditioningCombine', inputs: { conditioning_1: ['inner', 0], conditioning_2: ['three', 0] } },
    inner: { class_type: 'ConditioningCombine', inputs: { conditioning_1: ['one', 0], conditioning_2: ['two', 0] } },
  };

  expect([followPrompt(workflow, catalogue, 'positive'), followPrompt(workflow, catalogue, 'negative')]).toEqual([['one', 'two', 'three'], ['four']]);
});

it('takes the second conditioning of a guider with two for no prompt of its own', () => {
  const workflow: Workflow = {
    one: text, two: text,
    edit: { class_type: 'InstructPixToPixConditioning', inputs: { positive: ['one', 0], negative: ['two', 0] } },
    guider: { class_type: 'DualCFGGuider', inputs: { cond1: ['edit', 0], cond2: ['edit', 1], negative: ['two', 0] } },
    sampler: { class_type: 'SamplerCustomAdvanced', inputs: { guider: ['guider', 0] } },
  };

  expect([followPrompt(workflow, catalogue, 'positive'), followPrompt(workflow, catalogue, 'negative')]).toEqual([['one'], ['two']]);
});

it('passes over a conditioning that is made of a picture alone', () => {
  const workflow: Workflow = {
    text,
    video: { class_type: 'SVD_img2vid_Conditioning', inputs: {} },
    first: { class_type: 'KSampler', inputs: { positive: ['text', 0] } },
    second: { class_type: 'KSampler', inputs: { positive: ['video', 0], negative: ['video', 1] } },
  };

  expect([followPrompt(workflow, catalogue, 'positive'), followPrompt(workflow, catalogue, 'negative')]).toEqual([['text'], []]);
});
