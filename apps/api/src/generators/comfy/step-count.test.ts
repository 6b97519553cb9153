import { expect, it } from 'vitest';
import { stepCountOf } from './step-count.js';

const sampler = (inputs: Record<string, number>) => ({ class_type: 'KSampler', inputs });

it.each([
  ['one sampler', { 3: sampler({ steps: 20, cfg: 7 }) }, [], 20],
  ['two of them', { 3: sampler({ steps: 20 }), 4: sampler({ steps: 8 }) }, [], 28],
  ['those that were not run', { 3: sampler({ steps: 20 }), 4: sampler({ steps: 8 }) }, ['3'], 8],
  ['a part of an advanced one\'s', { 3: sampler({ steps: 20, start_at_step: 5, end_at_step: 10_000 }) }, [], 15],
  ['steps that come by a link', { 3: { class_type: 'KSampler', inputs: { steps: ['9', 0] as [string, number] } } }, [], 0],
])('counts the steps of %s', (_, workflow, cached, steps) => {
  expect(stepCountOf(workflow, cached)).toBe(steps);
});
