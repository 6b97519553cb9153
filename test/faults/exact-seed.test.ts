import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPicture } from '@gridscope/comfy';
import { endpoints, type ExperimentDraftInput } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { readDraftFile } from '../../apps/api/src/experiments/draft-file.js';
import { checkDataFolder } from '../support/check-data-folder.js';
import { smallDraft } from '../support/drafts.js';
import { drawnFiles } from '../support/drawn-files.js';
import { cellsOf, finishedPlan } from '../support/finish-plan.js';
import { openSocket } from '../support/open-socket.js';
import { startApp, temporaryFolder, type TestApp } from '../support/start-app.js';
import { startPlan } from '../support/start-plan.js';
import { openTestDatabase } from '../support/test-database.js';
import { addServer, startServer } from '../support/start-server.js';

/** 2^64 − 1, and its neighbour: a double cannot tell them apart. */
const largest = '18446744073709551615';
const next = '18446744073709551614';
const rounded = /18446744073709552000|1\.8446744073709552e\+?19/;

async function fromYaml(): Promise<ExperimentDraftInput> {
  const file = join(await temporaryFolder(onTestFinished), 'seeds.yaml');
  await writeFile(file, `workflow: { template: txt2img }\nservers: [studio]\nset: { KSampler.steps: 2, EmptyLatentImage.width: 64, EmptyLatentImage.height: 64 }\naxes:\n  - { input: KSampler.seed, values: [${largest}, ${next}] }\n`);
  return (await readDraftFile(file)).draft;
}

const inTheGrammar = () => Promise.resolve(smallDraft({ servers: ['studio'], axes: [{ input: 'KSampler.seed', values: `${largest}, ${next}` }] }));
const asARange = () => Promise.resolve(smallDraft({ servers: ['studio'], axes: [{ input: 'KSampler.seed', values: `${largest}-${next} (-1)` }] }));

it.each([
  ['a list of YAML', fromYaml],
  ['the axis grammar', inTheGrammar],
  ['a range that falls', asARange],
])('a seed of 2^64 − 1 typed in %s is the same in plan, database, socket, server, picture and table', async (_, draft) => {
  const dir = await temporaryFolder(onTestFinished);
  const server = await startServer(onTestFinished, { dir });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server);
  const { socket, wire } = await openSocket(app.url, onTestFinished);

  const description = await app.api.request(endpoints.describePlan, { body: await draft() });
  const started = await startPlan(app, await draft());
  await socket.emitWithAck('watch-plan', { planId: started.id, after: 0 });
  const plan = await finishedPlan(app.api, started.id);

  expect(plan.counts).toMatchObject({ done: 2, failed: 0 });
  expect(description.samples.map((sample) => sample.set['3.seed'])).toEqual([largest, next]);
  expect(plan.axes[0]?.values.map((value) => [value.label, value.operations])).toEqual([largest, next].map((seed) => [seed, [{ op: 'set', input: '3.seed', value: seed }]]));
  const details = await Promise.all((await cellsOf(app.api, plan.id)).map((cell) => app.api.request(endpoints.getCell, { parameters: { cellId: cell.id } })));
  expect(details.map((detail) => detail.parameters.set['3.seed'])).toEqual([largest, next]);
  expect(details.map((detail) => /"seed":\s*(\d+)/.exec(detail.workflow)?.[1])).toEqual([largest, next]);
  expect(await seedsInPictures(dir)).toEqual([largest, next]);
  expect(wire.join('\n')).toContain(plan.id);
  expect(wire.join('\n')).not.toMatch(rounded);
  expect(await table(app, plan.id)).toContain(largest);
  expect(await table(app, plan.id)).toContain(next);
  await app.close();
  expect(await everyRow(app.dataFolder)).not.toMatch(rounded);
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 2 });
});

/** What the server drew with, as it wrote it into its pictures; larger first. */
async function seedsInPictures(dir: string): Promise<string[]> {
  const names = await drawnFiles(dir);
  const seeds = await Promise.all(names.map(async (name) => {
    const reading = readPicture(await readFile(join(dir, 'output', name)));
    return /"seed": ?(\d+)/.exec(reading.ok ? (reading.prompt ?? '') : '')?.[1] ?? 'none';
  }));
  return seeds.sort().reverse();
}

async function table(app: TestApp, planId: string): Promise<string> {
  let made = await app.api.request(endpoints.createExport, { parameters: { planId }, body: { format: 'csv' } });
  while (made.state === 'waiting' || made.state === 'running') made = await app.api.request(endpoints.getExport, { parameters: { exportId: made.id } });
  return (await fetch(app.api.urlOf(endpoints.getExportFile, { parameters: { exportId: made.id } }))).text();
}

/** Everything that the database holds of cells, attempts and revisions, as text. */
async function everyRow(dataFolder: string): Promise<string> {
  const orm = await openTestDatabase(dataFolder);
  try {
    const rows = await Promise.all(['cell', 'attempt', 'revision', 'image'].map((name) => orm.em.fork().getConnection().execute(`select * from ${name}`)));
    return JSON.stringify(rows);
  } finally {
    await orm.close();
  }
}
