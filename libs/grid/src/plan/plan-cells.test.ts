import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Axis, AxisValue } from '../axis/axis.js';
import type { Operation } from '../axis/operation.js';
import { valueId } from '../axis/value-id.js';
import { checkPlan } from './check-plan.js';
import { cellAt, planCells } from './plan-cells.js';
import { PlanError } from './plan-error.js';
import type { PlanSource } from './plan-source.js';

function value(label: string, ...operations: Operation[]): AxisValue {
  return { id: valueId(operations), label, operations };
}

function axis(name: string, ...values: AxisValue[]): Axis {
  return { id: name, name, kind: 'mixed', values };
}

function numbers(name: string, ...values: number[]): Axis {
  return axis(name, ...values.map((number) => value(String(number), { op: 'set', input: `3.${name}`, value: number })));
}

function replace(search: string, replacement: string): Operation {
  return { op: 'replace', in: ['6.text'], search, replacement, caseSensitive: true };
}

const example: PlanSource = {
  axes: [
    numbers('steps', 2, 4, 8, 12, 24),
    axis('sampler', ...['euler', 'lcm'].map((name) => value(name, { op: 'set', input: '3.sampler_name', value: name }))),
    axis('prompt', value('lighthouse'), value('castle', replace('lighthouse', 'castle'))),
  ],
  base: { '3.seed': '18446744073709551615', '6.text': 'a lighthouse at dusk' },
  texts: { '6.text': 'the text of the workflow' },
  skip: ['steps > 20 and sampler == "lcm"'],
};

describe('a planned cell', () => {
  it('knows its place, labels and parameters', () => {
    expect(cellAt(example, 13)).toEqual({
      index: 13,
      coordinates: [3, 0, 1],
      valueIds: example.axes.map(({ values }, position) => values[[3, 0, 1][position] ?? 0]?.id),
      labels: ['12', 'euler', 'castle'],
      parameters: { set: { '3.seed': '18446744073709551615', '6.text': 'a castle at dusk', '3.steps': 12, '3.sampler_name': 'euler' }, bypass: [] },
      isSkipped: false,
    });
  });

  it('is skipped by the rule that it names', () => {
    expect(cellAt(example, 9)).toMatchObject({ labels: ['24', 'lcm', 'lighthouse'], isSkipped: true, skipReason: 'steps > 20 and sampler == "lcm"' });
  });

  it('is skipped where a value of it is marked', () => {
    const marked: PlanSource = { ...example, axes: [axis('steps', value('2'), { ...value('4', replace('lighthouse', 'x')), isSkipped: true })], skip: [] };

    expect([...planCells(marked)].map(({ skipReason }) => skipReason)).toEqual([undefined, 'SKIP: steps 4']);
  });

  it('is the only one of a plan without axes, with the base as its parameters', () => {
    expect([...planCells({ ...example, axes: [], skip: [] })]).toEqual([expect.objectContaining({ index: 0, coordinates: [], parameters: { set: example.base, bypass: [] } })]);
  });

  it('does not exist outside of the plan', () => {
    expect(() => cellAt(example, 20)).toThrow(RangeError);
  });
});

describe('the order of operations', () => {
  const prompts = axis('prompts', value('day', { op: 'set', input: '6.text', value: 'a lighthouse by day' }), value('night', { op: 'set', input: '6.text', value: 'a lighthouse by night' }));

  function textOf(...axes: Axis[]) {
    return cellAt({ axes, base: {}, texts: { '6.text': 'a lighthouse' }, skip: [] }, 0).parameters;
  }

  it('replaces in what another axis sets, wherever the axis stands', () => {
    const search = axis('search', value('castle', replace('lighthouse', 'castle')));

    expect(textOf(search, prompts).set['6.text']).toBe('a castle by day');
    expect(textOf(prompts, search).set['6.text']).toBe('a castle by day');
  });

  it('starts from the text of the workflow where nothing sets one', () => {
    expect(textOf(axis('search', value('castle', replace('lighthouse', 'castle')))).set).toEqual({ '6.text': 'a castle' });
  });

  it('appends after replacing, so that what is appended is not searched', () => {
    const append = axis('append', value('x', { op: 'append', to: ['6.text'], text: ', lighthouse' }));

    expect(textOf(append, axis('search', value('castle', replace('lighthouse', 'castle')))).set['6.text']).toBe('a castle, lighthouse');
  });

  it('replaces the terms of two axes at once', () => {
    const there = axis('there', value('x', replace('lighthouse', 'day')));
    const back = axis('back', value('y', replace('day', 'lighthouse')));

    expect(textOf(prompts, there, back).set['6.text']).toBe('a day by lighthouse');
  });

  it('bypasses each node once', () => {
    const bypass = value('without', { op: 'bypass', node: '10' });

    expect(textOf(axis('a', bypass), axis('b', bypass)).bypass).toEqual(['10']);
  });

  it('throws where replacements overlap and nobody asked checkPlan', () => {
    expect(() => textOf(axis('a', value('x', replace('lighthouse', 'x'))), axis('b', value('y', replace('house', 'y'))))).toThrow(PlanError);
  });
});

describe('the laws of a plan', () => {
  const words = ['lighthouse', 'dusk', 'oil', 'sea'];
  const sources = fc.record({
    steps: fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
    cfg: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
    word: fc.constantFrom(...words),
    replacements: fc.uniqueArray(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 4 }),
    skipAbove: fc.integer({ min: 1, max: 50 }),
  }).map(({ steps, cfg, word, replacements, skipAbove }): PlanSource => ({
    axes: [numbers('steps', ...steps), numbers('cfg', ...cfg), axis('prompt', ...replacements.map((text) => value(text, replace(word, text))))],
    base: { '3.seed': 1 },
    texts: { '6.text': words.join(', ') },
    skip: [`steps > ${skipAbove}`],
  }));

  it('gives the same plan for the same source, byte for byte', () => {
    fc.assert(fc.property(sources, (source) => {
      const copy = JSON.parse(JSON.stringify(source)) as PlanSource; // the same data in other objects

      expect(JSON.stringify([...planCells(copy)])).toBe(JSON.stringify([...planCells(source)]));
    }));
  });

  it('gives every cell once, in order, and each the same as when asked alone', () => {
    fc.assert(fc.property(sources, (source) => {
      const cells = [...planCells(source)];

      expect(new Set(cells.map(({ valueIds }) => valueIds.join())).size).toBe(cells.length);
      for (const [index, cell] of cells.entries()) expect(cell).toEqual(cellAt(source, index));
    }), { numRuns: 30 });
  });

  it('gives a plan in chunks as it gives it whole', () => {
    fc.assert(fc.property(sources, fc.integer({ min: 0, max: 30 }), (source, cut) => {
      const chunks = [...planCells(source, { to: cut }), ...planCells(source, { from: cut })];

      expect(chunks.map(({ index }) => index)).toEqual([...planCells(source)].map(({ index }) => index));
    }), { numRuns: 30 });
  });

  it('changes no other cell when a value is added, wherever it is put', () => {
    fc.assert(fc.property(sources, fc.nat(2), fc.nat(5), (source, position, place) => {
      const added = value('added', { op: 'set', input: position === 2 ? '6.text' : `3.${['steps', 'cfg'][position] ?? ''}`, value: 'added' });
      const axes = source.axes.map((one, at) => (at === position ? { ...one, values: one.values.toSpliced(place, 0, added) } : one));

      const after = new Map([...planCells({ ...source, axes })].map((cell) => [cell.valueIds.join(), cell]));

      for (const cell of planCells(source)) {
        const same = after.get(cell.valueIds.join());
        expect(same?.parameters).toEqual(cell.parameters);
        expect(same?.isSkipped).toEqual(cell.isSkipped);
      }
    }), { numRuns: 50 });
  });

  it('refuses overlapping replacements of two axes beforehand, and only those', () => {
    const piece = fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 6 }));
    fc.assert(fc.property(piece, piece, ([fromA, lengthA], [fromB, lengthB]) => {
      const text = 'abcdefghijklmnopqrstuvwxyz';
      const [a, b] = [text.slice(fromA, fromA + lengthA), text.slice(fromB, fromB + lengthB)];
      const source: PlanSource = { axes: [axis('a', value('1', replace(a, '1'))), axis('b', value('2', replace(b, '2')))], base: {}, texts: { '6.text': text }, skip: [] };
      const isShared = fromA < fromB + lengthB && fromB < fromA + lengthA;

      const problems = checkPlan(source);

      expect(problems.map(({ severity, path }) => [severity, path])).toEqual(isShared ? [['error', ['axes', 1, 'values', 0]]] : []);
      if (isShared) expect(() => cellAt(source, 0)).toThrow(PlanError);
      else expect(cellAt(source, 0).parameters.set['6.text']).toContain('1');
    }));
  });
});
