import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../../../../test/support/check-data-folder.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { drawPlan } from '../../../../test/support/start-plan.js';
import { type ImageStore, StoreFullError } from '../images/image-store.js';
import { imageStoreToken } from '../images/images.service.js';

it('pauses the plan with the reason when the disk is full, loses nothing, and goes on when there is room', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const app = await startApp(folder);
  const store = app.nest.get<ImageStore>(imageStoreToken, { strict: false });
  const put = store.put.bind(store);
  store.put = () => Promise.reject(new StoreFullError(folder));

  const full = await drawPlan(app, smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-3' }] }));
  store.put = put;
  await app.api.request(endpoints.resumePlan, { parameters: { planId: full.id } });
  const plan = await finishedPlan(app.api, full.id);

  expect(full).toMatchObject({ state: 'paused', pauseReason: expect.stringContaining('is full'), counts: { failed: 0, done: 0 } });
  expect(plan).toMatchObject({ state: 'done', counts: { done: 3 } });
  await app.close();
  expect((await checkDataFolder(folder, { wasKilled: true })).problems).toEqual([]);
});
