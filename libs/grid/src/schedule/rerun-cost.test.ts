import { describe, expect, it } from 'vitest';
import { type CostNode, rerunCost } from './rerun-cost.js';

const nodes: CostNode[] = [
  { id: 'save', from: ['decode'], cost: 1 },
  { id: 'loader', from: [], cost: 1_000 },
  { id: 'encode', from: ['loader'], cost: 10 },
  { id: 'sampler', from: ['loader', 'encode'], cost: 100 },
  { id: 'decode', from: ['sampler', 'loader'], cost: 10 },
];

describe('rerunCost', () => {
  it.each([
    ['everything', ['loader'], 1_121],
    ['encoding and all after it', ['encode'], 121],
    ['sampling and all after it', ['sampler'], 111],
    ['saving alone', ['save'], 1],
    ['what two changes make run again, once', ['encode', 'sampler'], 121],
    ['nothing', [], 0],
  ])('counts %s', (_, changed, cost) => {
    expect(rerunCost(nodes, changed)).toBe(cost);
  });

  it('comes to an end where nodes feed each other', () => {
    expect(rerunCost([{ id: 'a', from: ['b'], cost: 1 }, { id: 'b', from: ['a'], cost: 2 }], ['a'])).toBe(3);
  });
});
