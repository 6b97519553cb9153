import { describe, expect, it } from 'vitest';
import type { Axis, AxisValue } from '../axis/axis.js';
import type { Operation } from '../axis/operation.js';
import { valueId } from '../axis/value-id.js';
import { checkPlan } from './check-plan.js';
import type { PlanSource } from './plan-source.js';

function axis(name: string, ...operations: Operation[][]): Axis {
  const values = operations.map((one, position): AxisValue => ({ id: valueId(one), label: `${name} ${position}`, operations: one }));
  return { id: name, name, kind: 'mixed', values };
}

function search(name: string, ...terms: string[]): Axis {
  return { ...axis(name, [], ...terms.slice(1).map((term): Operation[] => [replace(terms[0] ?? '', term)])), kind: 'replace' };
}

function replace(searched: string, replacement: string, paths = ['6.text']): Operation {
  return { op: 'replace', in: paths, search: searched, replacement, caseSensitive: true };
}

function set(input: string, value: string | number): Operation {
  return { op: 'set', input, value };
}

function plan(axes: Axis[], more: Partial<PlanSource> = {}): PlanSource {
  return { axes, base: {}, texts: { '6.text': 'an old crooked tree by the sea', '7.text': 'blurry' }, skip: [], ...more };
}

describe('a plan without a mistake', () => {
  it.each<[string, PlanSource]>([
    ['axes over different inputs', plan([axis('steps', [set('3.steps', 1)]), axis('cfg', [set('3.cfg', 1)])])],
    ['search and replace beside an axis of prompts', plan([search('tree', 'tree', 'bush'), axis('prompts', [set('6.text', 'a tree')], [set('6.text', 'two trees')])])],
    ['a term that only one of two targets holds', plan([axis('a', [replace('tree', 'bush', ['6.text', '7.text'])])])],
    ['terms that stand apart', plan([search('tree', 'tree', 'bush'), search('sea', 'sea', 'lake')])],
    ['values of one axis that search for overlapping terms', plan([axis('a', [replace('old crooked', 'new')], [replace('crooked tree', 'bush')])])],
    ['a base that an axis varies', plan([axis('steps', [set('3.steps', 1)])], { base: { '3.steps': 20 } })],
    ['a rule', plan([axis('steps', [set('3.steps', 1)])], { skip: ['steps < 5'] })],
  ])('is one with %s', (_, source) => {
    expect(checkPlan(source)).toEqual([]);
  });
});

describe('mistakes of a plan', () => {
  it.each<[string, PlanSource, (string | number)[], string]>([
    ['two axes that set one input', plan([axis('steps', [set('3.steps', 1)]), axis('more', [set('3.cfg', 1), set('3.steps', 2)])]), ['axes', 1], 'Axes "steps" and "more" both set 3.steps.'],
    ['an axis without values', plan([axis('steps')]), ['axes', 0], 'has no values'],
    ['values that do the same', plan([axis('steps', [set('3.steps', 1)], [set('3.steps', 1)])]), ['axes', 0, 'values', 1], '"steps 1" does the same as "steps 0"'],
    ['a term that is not in the text', plan([search('castle', 'castle', 'tower')]), ['axes', 0, 'replace', 'terms', 0], '"castle" is not in the text of 6.text. Put a term there that the text holds: "an old crooked tree by the sea"'],
    ['a term in other letters', plan([search('Tree', 'Tree', 'bush')]), ['axes', 0, 'replace', 'terms', 0], 'upper and lower case differ'],
    ['a term that is in the workflow only, not in the base', plan([search('tree', 'tree', 'bush')], { base: { '6.text': 'a lighthouse' } }), ['axes', 0, 'replace', 'terms', 0], '"tree" is not in the text'],
    ['terms that overlap', plan([search('age', 'old crooked', 'new'), search('plant', 'crooked tree', 'bush')]), ['axes', 1, 'replace', 'terms', 0], '"old crooked" of axis age and "crooked tree" of axis plant overlap at character 8 of 6.text'],
    ['terms that overlap in one prompt of an axis', plan([search('a', 'red', 'x'), search('b', 'red cat', 'y'), axis('prompts', [set('6.text', 'red cat, red')])]), ['axes', 1, 'replace', 'terms', 0], 'overlap at character 1'],
    ['terms of one value that overlap', plan([axis('a', [replace('old crooked', 'x'), replace('crooked', 'y')])]), ['axes', 0, 'values', 0], 'overlap'],
    ['no text to append to', plan([axis('a', [{ op: 'append', to: ['8.text'], text: ', fog' }])]), ['axes', 0], 'There is no text at 8.text'],
    ['no text to search in for some cells', plan([axis('a', [replace('fog', 'rain', ['8.text'])]), axis('b', [set('8.text', 'fog')], [])]), ['axes', 0], 'There is no text at 8.text'],
    ['a rule that cannot be read', plan([axis('steps', [set('3.steps', 1)])], { skip: ['steps < 5', 'steps <'] }), ['skip', 1], 'cannot be read'],
    ['a rule over an unknown axis', plan([axis('steps', [set('3.steps', 1)])], { skip: ['stepz < 5'] }), ['skip', 0], 'No axis is called "stepz". Nearest: "steps".'],
  ])('include %s', (_, source, path, message) => {
    expect(checkPlan(source)).toEqual([expect.objectContaining({ severity: 'error', path, message: expect.stringContaining(message) })]);
  });

  it.each<[string, PlanSource, (string | number)[], string]>([
    ['a term that only some prompts hold', plan([search('tree', 'tree', 'bush'), axis('prompts', [set('6.text', 'a tree')], [set('6.text', 'a stone')])]), ['axes', 0, 'replace', 'terms', 0], 'it changes nothing in "a stone"'],
    ['a comparison of words with <', plan([axis('sampler', [set('3.sampler_name', 'lcm')])], { skip: ['sampler > 5'] }), ['skip', 0], 'holds no numbers'],
    ['a value that no axis has', plan([axis('sampler', [set('3.sampler_name', 'lcm')])], { skip: ['sampler == "lmc"'] }), ['skip', 0], 'No value of axis "sampler" is "lmc".'],
  ])('are warned of where they may be meant: %s', (_, source, path, message) => {
    expect(checkPlan(source)).toEqual([expect.objectContaining({ severity: 'warning', path, message: expect.stringContaining(message) })]);
  });
});
