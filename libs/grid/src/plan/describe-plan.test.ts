import fc from 'fast-check';
import { memoryUsage } from 'node:process';
import { describe, expect, it } from 'vitest';
import type { Axis } from '../axis/axis.js';
import { valueId } from '../axis/value-id.js';
import { describePlan } from './describe-plan.js';
import { cellAt, planCells } from './plan-cells.js';
import type { PlanSource } from './plan-source.js';

function numbers(name: string, count: number, skipped: readonly number[] = []): Axis {
  const values = Array.from({ length: count }, (_, number) => {
    const operations = [{ op: 'set' as const, input: `3.${name}`, value: number }];
    return { id: valueId(operations), label: String(number), operations, ...(skipped.includes(number) && { isSkipped: true as const }) };
  });
  return { id: name, name, kind: 'input', values };
}

function source(axes: Axis[], skip: string[] = []): PlanSource {
  return { axes, base: {}, texts: {}, skip };
}

describe('a description', () => {
  it('counts cells, skipped cells and values', () => {
    expect(describePlan(source([numbers('a', 5), numbers('b', 4, [0]), numbers('c', 3)], ['a > 3 and c == 0']))).toEqual({
      cellCount: 60,
      skippedCount: 15 + 3,
      axes: [{ id: 'a', name: 'a', count: 5 }, { id: 'b', name: 'b', count: 4 }, { id: 'c', name: 'c', count: 3 }],
    });
  });

  it('leaves the skipped cells unknown while a rule cannot be read', () => {
    expect(describePlan(source([numbers('a', 5)], ['a >']))).toMatchObject({ cellCount: 5, skippedCount: undefined });
  });

  it('leaves the skipped cells unknown where a rule looks at too many combinations', () => {
    expect(describePlan(source([numbers('a', 2_000), numbers('b', 2_000)], ['a > b'])).skippedCount).toBeUndefined();
  });

  it('counts as many skipped cells as the plan has', () => {
    const rules = fc.array(fc.constantFrom('a > 1', 'a == b', 'b + c > 3', 'c in [1, 2] and d == 0', 'not (d < 2)', 'true', 'false'), { maxLength: 4 });
    const counts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 4 });
    fc.assert(fc.property(counts, rules, fc.nat(3), (axisCounts, skip, skipped) => {
      const plan = source(axisCounts.map((count, axis) => numbers(['a', 'b', 'c', 'd'][axis] ?? '', count, axis === 1 ? [skipped] : [])), skip);

      expect(describePlan(plan).skippedCount).toBe([...planCells(plan)].filter(({ isSkipped }) => isSkipped).length);
    }));
  });
});

describe('a plan of a million cells', () => {
  it.each([
    ['without rules', []],
    ['with a rule over two axes', ['a > 20 and b == 3']],
    ['with rules over all axes', ['a * b > c', 'c == 5 or a in [1, 2, 3]']],
  ])('is described and asked for any cell under 300 MB, without being built, %s', (_, skip) => {
    const heapBefore = memoryUsage().heapUsed;

    const plan = source([numbers('a', 100), numbers('b', 100), numbers('c', 100)], skip);
    const description = describePlan(plan);
    const cells = [0, 499_999, 999_999].map((index) => cellAt(plan, index));

    expect((memoryUsage().heapUsed - heapBefore) / 2 ** 20).toBeLessThan(300);
    expect(description.cellCount).toBe(1_000_000);
    expect(description.skippedCount).toBeDefined();
    expect(cells[1]).toMatchObject({ labels: ['99', '99', '49'], coordinates: [99, 99, 49] });
  });
});
