import { expect, it } from 'vitest';
import { findEntries } from './palette-entries';

const entry = (name: string, hint = '') => ({ name, hint, run: () => undefined });

it('finds every word in name or hint and leaves empty groups out', () => {
  const groups = findEntries('draw base', [{ name: 'Actions', entries: [entry('Draw base', 'Builder'), entry('Draw again')] }, { name: 'Servers', entries: [entry('workstation')] }]);

  expect(groups.map((group) => [group.name, group.entries.map(({ name }) => name)])).toEqual([['Actions', ['Draw base']]]);
});

it('does not search again what the API has searched', () => {
  expect(findEntries('xyz', [{ name: 'Experiments', entries: [entry('by its tag')], isFiltered: true }])).toHaveLength(1);
});
