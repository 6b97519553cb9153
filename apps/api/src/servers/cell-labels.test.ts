import { expect, it } from 'vitest';
import type { ActivityRepository } from './activity.repository.js';
import { CellLabels } from './cell-labels.js';

type Naming = Awaited<ReturnType<ActivityRepository['planNamings']>>[number];

const axis = (...labels: string[]) => ({ values: labels.map((label) => ({ label })) });
const naming = (planId: string, ...axes: object[]): Naming => ({ planId, kind: 'grid', resolved: JSON.stringify({ axes }) });

function labelsOf(stored: readonly Naming[]): { labels: CellLabels; asked: string[][] } {
  const asked: string[][] = [];
  const repository: Pick<ActivityRepository, 'planNamings'> = {
    planNamings: (planIds) => {
      asked.push([...planIds]);
      return Promise.resolve(stored.filter(({ planId }) => planIds.includes(planId)));
    },
  };
  // All that labels ask of it.
  return { labels: new CellLabels(repository as ActivityRepository), asked };
}

it('names cells by their values, in the order they are asked for', async () => {
  const { labels } = labelsOf([naming('grid', axis('8', '12'), axis('euler', 'lcm')), { planId: 'start', kind: 'base', resolved: '{}' }]);

  expect(await labels.of([{ planId: 'grid', index: 3 }, { planId: 'gone', index: 0 }, { planId: 'start', index: 0 }, { planId: 'grid', index: 0 }])).toEqual(['12 · lcm', '', 'base', '8 · euler']);
});

it('asks once for the plans of a thousand cells, and not again for a plan that it has seen', async () => {
  const { labels, asked } = labelsOf([naming('one', axis('1', '2')), naming('two', axis('3', '4'))]);
  const cells = Array.from({ length: 1_000 }, (_, index) => ({ planId: index % 2 === 0 ? 'one' : 'two', index: index % 2 }));

  await labels.of(cells);
  await labels.of(cells);

  expect(asked).toEqual([['one', 'two']]);
});

it('names the cells of more plans than it remembers', async () => {
  const plans = Array.from({ length: 120 }, (_, index) => `plan ${index}`);
  const { labels } = labelsOf(plans.map((planId) => naming(planId, axis(planId))));

  expect(await labels.of(plans.map((planId) => ({ planId, index: 0 })))).toEqual(plans);
});
