import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';

it('writes a plan to its end at the next start when the program ended in the middle', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const first = await startApp(folder);
  const started = await startPlan(first, smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-1600' }] }));
  await first.api.request(endpoints.pausePlan, { parameters: { planId: started.id } });
  await first.close();

  const second = await startApp(folder);
  onTestFinished(() => second.close());
  const cells = await eventually('every cell has its row', async () => {
    const there = await cellsOf(second.api, started.id);
    return there.length === 1_600 ? there : undefined;
  });

  expect(cells.map((cell) => cell.index)).toEqual(Array.from({ length: 1_600 }, (_, index) => index));
  expect(new Set(cells.map((cell) => cell.sequence)).size).toBe(1_600);
  expect(await second.api.request(endpoints.getPlan, { parameters: { planId: started.id } })).toMatchObject({ state: 'paused' });
});
