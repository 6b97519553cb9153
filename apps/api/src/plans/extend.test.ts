import { endpoints, type ExperimentDraftInput, type PlanView } from '@gridscope/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { drawnFiles } from '../../../../test/support/drawn-files.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { slowStudio } from '../../../../test/support/slow-studio.js';
import { temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { drawPlan, startPlan } from '../../../../test/support/start-plan.js';

const draftOf = (axes: ExperimentDraftInput['axes'], name = 'grown') => smallDraft({ name, servers: 'all', set: { 'KSampler.cfg': 5 }, axes });
const seeds = (values: string) => ({ name: 'luck', input: 'KSampler.seed', values });
const cfg = { name: 'how strong', input: 'KSampler.cfg', values: '5, 8' };

/** The experiment of a plan gets another definition, which is started. */
async function extend(app: TestApp, { experimentId }: PlanView, draft: ExperimentDraftInput): Promise<PlanView> {
  await app.api.request(endpoints.reviseExperiment, { parameters: { experimentId }, body: draft });
  return app.api.request(endpoints.startPlan, { parameters: { experimentId }, body: {} });
}

async function star(app: TestApp, planId: string, index: number): Promise<void> {
  const cell = (await cellsOf(app.api, planId))[index];
  await app.api.request(endpoints.starCell, { parameters: { cellId: cell?.id ?? '' }, body: { isStarred: true } });
}

async function fixture(secondsPerStep = 0.05) {
  const dir = await temporaryFolder(onTestFinished);
  return { app: await slowStudio({ dir, secondsPerStep }), drawn: async () => (await drawnFiles(dir)).length };
}

describe('an experiment that is extended when it is done', () => {
  it('draws only the cells of new values, and keeps the stars of the others', async () => {
    const { app, drawn } = await fixture();
    const first = await drawPlan(app, draftOf([seeds('1-3')]));
    await star(app, first.id, 2);

    const second = await finishedPlan(app.api, (await extend(app, first, draftOf([seeds('0-4')]))).id);

    expect(second).toMatchObject({ experimentId: first.experimentId, revision: 2, counts: { done: 5, reused: 3 } });
    expect(await drawn()).toBe(5);
    expect((await cellsOf(app.api, second.id)).filter((cell) => cell.isStarred).map((cell) => cell.index)).toEqual([3]);
  });

  it('draws only what a new axis adds, and keeps stars where cells are the same', async () => {
    const { app, drawn } = await fixture();
    const first = await drawPlan(app, draftOf([seeds('1-3')]));
    await star(app, first.id, 1);

    const second = await finishedPlan(app.api, (await extend(app, first, draftOf([cfg, seeds('1-3')]))).id);

    expect(second.counts).toMatchObject({ done: 6, reused: 3 });
    expect(await drawn()).toBe(6);
    // Two columns: the seed 2 with the old strength is the first of the second row.
    expect((await cellsOf(app.api, second.id)).filter((cell) => cell.isStarred).map((cell) => cell.index)).toEqual([2]);
  });

  it('does not bring back a star that was taken away meanwhile', async () => {
    const { app } = await fixture();
    const first = await drawPlan(app, draftOf([seeds('1-2')]));
    await star(app, first.id, 0);
    const second = await finishedPlan(app.api, (await extend(app, first, draftOf([seeds('1-3')]))).id);
    const starred = (await cellsOf(app.api, second.id))[0];
    await app.api.request(endpoints.starCell, { parameters: { cellId: starred?.id ?? '' }, body: { isStarred: false } });

    const third = await extend(app, first, draftOf([seeds('1-2')]));

    expect((await cellsOf(app.api, third.id)).map((cell) => cell.isStarred)).toEqual([false, false]);
  });

  it('is one request for a draft of the same name', async () => {
    const { app } = await fixture();
    const first = await drawPlan(app, draftOf([seeds('1-2')]));

    const extended = await app.api.request(endpoints.createExperiment, { query: { extend: 'true' }, body: draftOf([seeds('1-3')]) });
    const apart = await app.api.request(endpoints.createExperiment, { body: draftOf([seeds('1-4')]) });

    expect([extended.id, extended.revision]).toEqual([first.experimentId, 2]);
    expect(apart.id).not.toBe(first.experimentId);
  });
});

describe('an experiment that is extended while it is drawn', () => {
  it('throws no drawing away and draws nothing twice; the older plan gives way', async () => {
    const { app, drawn } = await fixture(0.1);
    const first = await startPlan(app, draftOf([seeds('1-6')]));
    await eventually('a cell is done and another running', async () => {
      const { counts } = await app.api.request(endpoints.getPlan, { parameters: { planId: first.id } });
      return counts.done >= 1 && counts.running === 1;
    });

    const second = await finishedPlan(app.api, (await extend(app, first, draftOf([seeds('1-8')]))).id);

    expect(second.counts.done).toBe(8);
    expect(await drawn()).toBe(8);
    expect((await app.api.request(endpoints.getPlan, { parameters: { planId: first.id } })).state).toBe('cancelled');
  });
});

describe('experiments that run at once', () => {
  it('draw what they share once, and both have it', async () => {
    const { app, drawn } = await fixture();
    const first = await startPlan(app, draftOf([seeds('1-6')], 'first'));
    const second = await startPlan(app, draftOf([seeds('4-9')], 'second'));
    const third = await startPlan(app, draftOf([cfg, seeds('5-6')], 'third'));

    const done = await Promise.all([first, second, third].map((plan) => finishedPlan(app.api, plan.id)));

    expect(done.map((plan) => plan.counts.done)).toEqual([6, 6, 4]);
    expect(await drawn()).toBe(11);
  });

  it('lose nothing to each other when one is cancelled', async () => {
    const { app, drawn } = await fixture(0.5);
    const first = await startPlan(app, draftOf([seeds('1-4')], 'first'));
    const second = await startPlan(app, draftOf([seeds('1-4')], 'second'));
    await eventually('a cell is running in both', async () => (await cellsOf(app.api, second.id)).some((cell) => cell.state === 'running'));

    await app.api.request(endpoints.cancelPlan, { parameters: { planId: first.id } });
    const done = await finishedPlan(app.api, second.id);

    expect(done.counts.done).toBe(4);
    expect(await drawn()).toBe(4);
  });
});
