import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { endpoints } from '@gridscope/contract';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { cellsOf } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { drawPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';

async function plainPicture(colour: string): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 64, channels: 3, background: colour } }).png().toBuffer();
}

it('draws only what an overlapping experiment adds, and says so before', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished));
  onTestFinished(() => app.close());
  await drawPlan(app, smallDraft({ name: 'first', axes: [{ input: 'KSampler.seed', values: '1-4' }] }));
  const wider = smallDraft({ name: 'second', axes: [{ input: 'KSampler.cfg', values: '7, 3' }, { name: 'luck', input: 'KSampler.seed', values: '3-6' }] });

  const described = await app.api.request(endpoints.describePlan, { body: wider });
  const plan = await drawPlan(app, wider);

  expect(described).toMatchObject({ cellCount: 8, reused: 2, toDraw: 6, skipped: 0 });
  expect(plan.counts).toMatchObject({ done: 8, reused: 2 });
  const reused = (await cellsOf(app.api, plan.id)).filter((cell) => cell.state === 'done' && cell.origin === 'reused');
  const detail = await app.api.request(endpoints.getCell, { parameters: { cellId: reused[0]?.id ?? '' } });
  expect(detail.reusedFrom?.experimentName).toBe('first');
});

it('draws equal cells of one plan once', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished));
  onTestFinished(() => app.close());

  const plan = await drawPlan(app, smallDraft({ axes: [{ name: 'twice', values: [{ label: 'one', set: { 'KSampler.seed': 7 } }, { label: 'two', set: { 'KSampler.seed': 7, 'KSampler.cfg': 7 } }] }] }));

  expect(plan.counts).toMatchObject({ done: 2, reused: 1 });
});

it('draws again when a picture on the server holds something else under its name', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const server = await startServer(onTestFinished, { dir });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server);
  const picture = join(dir, 'input', 'subject.png');
  await writeFile(picture, await plainPicture('red'));
  const workflow = {
    1: { class_type: 'LoadImage', inputs: { image: 'subject.png' } },
    2: { class_type: 'ImageInvert', inputs: { image: ['1', 0] } },
    3: { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'x' } },
  };
  const draft = { name: 'inverted', workflow: { content: JSON.stringify(workflow) }, servers: 'all' as const };

  const red = await drawPlan(app, draft);
  const again = await drawPlan(app, { ...draft, name: 'inverted again' });
  await writeFile(picture, await plainPicture('blue'));
  const blue = await drawPlan(app, { ...draft, name: 'inverted anew' });

  expect([red.counts.reused, again.counts.reused, blue.counts.reused]).toEqual([0, 1, 0]);
  const [redCell] = await cellsOf(app.api, red.id);
  const [blueCell] = await cellsOf(app.api, blue.id);
  expect(redCell?.state === 'done' && redCell.lead?.image).not.toBe(blueCell?.state === 'done' && blueCell.lead?.image);
});

it('draws again when a model file was replaced under its name', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const file = join(dir, 'models', 'checkpoints', 'own.safetensors');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, 'weights');
  const server = await startServer(onTestFinished, { dir, checkpoints: ['own.safetensors'], hasOnlyGivenModels: true });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server);
  const draft = smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1, 2' }] });

  const first = await drawPlan(app, draft);
  const unchanged = await drawPlan(app, { ...draft, name: 'unchanged' });
  await writeFile(file, 'other weights');
  const replaced = await drawPlan(app, { ...draft, name: 'replaced' });

  expect([first, unchanged, replaced].map((plan) => plan.counts.reused)).toEqual([0, 2, 0]);
});
