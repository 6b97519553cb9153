import { expect, it } from 'vitest';
import type { Heard } from './socket-client.js';
import { compareMessages } from './compare-messages.js';

const executing = (node: string | null): Heard => ({ json: { type: 'executing', data: { node, prompt_id: 'p' } } });
const progress = (value: number): Heard => ({ json: { type: 'progress', data: { value, max: 100, prompt_id: 'p', node: '3' } } });
const asItIs = (text: string): string => text;

it('does not mind how progress was thinned out', () => {
  const { differences } = compareMessages([progress(1), progress(40), progress(100)], [progress(1), progress(17), progress(63), progress(100)], asItIs);

  expect(differences).toEqual([]);
});

it('sees that two messages have changed places', () => {
  const { differences } = compareMessages([executing('1'), executing(null)], [executing(null), executing('1')], asItIs);

  expect(differences).not.toEqual([]);
});

it('sees that a message is missing', () => {
  const { differences } = compareMessages([executing('1'), executing(null)], [executing('1')], asItIs);

  expect(differences).not.toEqual([]);
});
