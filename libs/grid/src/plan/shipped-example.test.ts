import { describe, expect, it } from 'vitest';
import type { AxisDraft } from '../axis/axis-draft.js';
import type { InputKind } from '../axis/input-kind.js';
import type { InputResolver } from '../axis/input-resolver.js';
import { resolveAxes } from '../axis/resolve-axes.js';
import { resolveSet } from '../axis/resolve-set.js';
import { checkPlan } from './check-plan.js';
import { describePlan } from './describe-plan.js';
import { planCells } from './plan-cells.js';
import type { PlanSource } from './plan-source.js';
import { textPathsOf } from './text-paths-of.js';

const kinds: Record<string, [string, InputKind]> = {
  'KSampler.seed': ['3.seed', { type: 'int', min: 0, max: '18446744073709551615', isSeed: true }],
  'KSampler.steps': ['3.steps', { type: 'int', min: 1, max: 10_000 }],
  'KSampler.sampler_name': ['3.sampler_name', { type: 'choice', choices: ['euler', 'euler_ancestral', 'dpmpp_2m', 'lcm'] }],
  'positive.text': ['6.text', { type: 'text', multiline: true }],
};

const inputs: InputResolver = {
  resolve(path) {
    const [resolved, kind] = kinds[path] ?? [];
    return resolved !== undefined && kind !== undefined ? { ok: true, path: resolved, kind } : { ok: false, message: `No input is called ${path}.` };
  },
  resolveNode: (name) => ({ ok: false, message: `No node is called ${name}.` }),
};

const drafts: AxisDraft[] = [
  { name: 'steps', input: 'KSampler.steps', values: '2, 4, 8, 12, 24' },
  { name: 'sampler', input: 'KSampler.sampler_name', values: ['euler', 'euler_ancestral', 'dpmpp_2m', 'lcm'] },
  { name: 'prompt', replace: { in: 'positive.text', terms: ['lighthouse', 'castle', 'old, crooked tree'] } },
];

function sourceOf(seed: string): PlanSource {
  const { base } = resolveSet({ 'KSampler.seed': seed, 'positive.text': 'a lighthouse at dusk, oil painting' }, inputs);
  return { axes: resolveAxes(drafts, inputs, { random: 1 }).axes, base, texts: {}, skip: ['steps > 20 and sampler == "lcm"'] };
}

describe('the shipped example, from text to cells', () => {
  it('is 60 cells, three of them skipped, without a problem', () => {
    const source = sourceOf('42');

    expect(checkPlan(source)).toEqual([]);
    expect(describePlan(source)).toMatchObject({ cellCount: 60, skippedCount: 3 });
    expect(textPathsOf(source.axes)).toEqual(['6.text']);
  });

  it('draws what the labels say', () => {
    const cells = [...planCells(sourceOf('42'))];

    expect(cells.filter(({ isSkipped }) => isSkipped).map(({ labels }) => labels)).toEqual([['24', 'lcm', 'lighthouse'], ['24', 'lcm', 'castle'], ['24', 'lcm', 'old, crooked tree']]);
    for (const { labels: [steps, sampler, prompt], parameters: { set } } of cells) {
      expect(set).toEqual({ '3.seed': 42, '3.steps': Number(steps), '3.sampler_name': sampler, '6.text': `a ${String(prompt)} at dusk, oil painting` });
    }
  });

  it('carries a seed of 2^64 − 1 into every cell', () => {
    for (const { parameters } of planCells(sourceOf('18446744073709551615'))) expect(parameters.set['3.seed']).toBe('18446744073709551615');
  });
});
