import { endpoints, type ExperimentDraftInput } from '@gridscope/contract';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../../../../test/support/check-data-folder.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { cellsOf } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { drawPlan } from '../../../../test/support/start-plan.js';

const cleaners: (() => Promise<void>)[] = [];
let app: TestApp;
beforeAll(async () => {
  app = await startApp(await temporaryFolder((clean) => cleaners.push(clean)));
});
afterAll(async () => {
  await app.close();
  for (const clean of cleaners) await clean();
});

const create = (draft: ExperimentDraftInput) => app.api.request(endpoints.createExperiment, { body: draft });

describe('experiments', () => {
  it('gives the experiment that is there for the same definition under the same name', async () => {
    const draft = smallDraft({ name: 'once', axes: [{ input: 'KSampler.seed', values: '1, 2' }] });

    const [first, second] = [await create(draft), await create({ ...draft, tags: ['later'] })];

    expect([second.id, second.revision, second.tags]).toEqual([first.id, 1, ['later']]);
  });

  it('keeps a changed definition as the next revision, and an unchanged one as it is', async () => {
    const first = await create(smallDraft({ name: 'revised' }));
    const change = (body: ExperimentDraftInput) => app.api.request(endpoints.reviseExperiment, { parameters: { experimentId: first.id }, body });

    const same = await change(smallDraft({ name: 'revised, renamed' }));
    const changed = await change(smallDraft({ name: 'revised', set: { 'KSampler.cfg': 3 } }));

    expect([same.name, same.revision, changed.revision]).toEqual(['revised, renamed', 1, 2]);
  });

  it('keeps a seed of 2^64 − 1 to its last digit', async () => {
    const experiment = await create(smallDraft({ name: 'large seed', set: { 'KSampler.seed': '18446744073709551615' } }));

    const drawn = await drawPlan(app, experiment.draft);

    const [cell] = await cellsOf(app.api, drawn.id);
    const detail = await app.api.request(endpoints.getCell, { parameters: { cellId: cell?.id ?? '' } });
    expect(detail.parameters.set['3.seed']).toBe('18446744073709551615');
    expect(detail.workflow).toContain('"seed":18446744073709551615');
  });

  it('starts a new experiment from a cell, with its values set and its prompt as it was drawn', async () => {
    const drawn = await drawPlan(app, smallDraft({ name: 'castles', axes: [{ input: 'KSampler.seed', values: '5, 6' }, { replace: { in: 'positive.text', terms: ['lighthouse', 'castle'] } }] }));
    const last = (await cellsOf(app.api, drawn.id)).at(-1);

    const made = await app.api.request(endpoints.experimentFromCell, { parameters: { cellId: last?.id ?? '' } });

    expect(made).toMatchObject({ parentCellId: last?.id, axes: [], draft: { set: { '3.seed': 6, '6.text': 'a castle at dusk, oil painting' } } });
    const described = await app.api.request(endpoints.describePlan, { body: made.draft });
    expect(described).toMatchObject({ cellCount: 1, reused: 1, toDraw: 0 });
  });

  it('copies an experiment without its plans', async () => {
    const drawn = await drawPlan(app, smallDraft({ name: 'original' }));

    const copy = await app.api.request(endpoints.duplicateExperiment, { parameters: { experimentId: drawn.experimentId } });

    expect(copy).toMatchObject({ name: 'original (copy)', revision: 1 });
    expect(copy.plan).toBeUndefined();
  });

  it('lists a page at a time, each once, in the order asked for', async () => {
    for (const name of ['page c', 'page a', 'page b']) await create(smallDraft({ name }));
    const list = (after?: string) => app.api.request(endpoints.listExperiments, { query: { search: 'page ', sort: 'name', limit: 2, ...(after === undefined ? {} : { after }) } });

    const first = await list();
    const second = await list(first.next);

    expect([...first.items, ...second.items].map((item) => item.name)).toEqual(['page a', 'page b', 'page c']);
    expect(second.next).toBeUndefined();
  });

  it.each([
    ['the name of an axis', { search: 'guidance' }, ['found by axis']],
    ['a tag', { tag: 'found' }, ['found by tag']],
    ['a part of the name, whatever its case', { search: 'BY AXIS' }, ['found by axis']],
    ['a state', { state: 'draft' as const, search: 'found by' }, ['found by tag', 'found by axis']],
    ['nothing for what is only among the values', { search: '7.125' }, []],
  ])('finds by %s', async (_, query, names) => {
    await create(smallDraft({ name: 'found by axis', axes: [{ name: 'guidance', input: 'KSampler.cfg', values: '7.125, 8' }] }));
    await create(smallDraft({ name: 'found by tag', tags: ['found'] }));

    const found = await app.api.request(endpoints.listExperiments, { query });

    expect(found.items.map((item) => item.name).sort()).toEqual([...names].sort());
  });

  it('shows progress and finished pictures in the list', async () => {
    await drawPlan(app, smallDraft({ name: 'shown', axes: [{ input: 'KSampler.seed', values: '100-111' }] }));

    const found = await app.api.request(endpoints.listExperiments, { query: { search: 'shown' } });

    expect(found.items[0]).toMatchObject({ state: 'done', cellCount: 12, counts: { done: 12 }, axes: [{ count: 12 }] });
    expect(new Set(found.items[0]?.mosaic).size).toBe(9);
  });
});

it('deletes an experiment, keeps what another one shows of it, and leaves a sound folder', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const other = await startApp(folder);
  const drawn = await drawPlan(other, smallDraft({ name: 'gone', axes: [{ input: 'KSampler.seed', values: '1-4' }] }));
  const kept = await drawPlan(other, smallDraft({ name: 'kept', axes: [{ name: 'luck', input: 'KSampler.seed', values: '3, 4' }] }));

  await other.api.request(endpoints.deleteExperiment, { parameters: { experimentId: drawn.experimentId } });

  await expect(other.api.request(endpoints.getPlan, { parameters: { planId: drawn.id } })).rejects.toMatchObject({ status: 404 });
  const cells = await cellsOf(other.api, kept.id);
  const detail = await other.api.request(endpoints.getCell, { parameters: { cellId: cells[0]?.id ?? '' } });
  expect(detail.takes[0]?.outputs).toHaveLength(1);
  expect(detail.reusedFrom).toBeUndefined();
  await other.close();
  expect(await checkDataFolder(folder, { wasKilled: true })).toEqual({ problems: [], soundFiles: 2 });
});
