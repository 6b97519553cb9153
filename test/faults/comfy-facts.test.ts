import { endpoints, type CellDetail, type ExperimentDraftInput, type PlanView } from '@gridscope/contract';
import type { EngineNode, EngineOptions } from '@gridscope/engine';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recNodes } from '../fakes/rec-nodes/rec-nodes.js';
import { checkDataFolder } from '../support/check-data-folder.js';
import { drawnFiles } from '../support/drawn-files.js';
import { eventually } from '../support/eventually.js';
import { cellsOf, finishedPlan } from '../support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../support/start-app.js';
import { drawPlan } from '../support/start-plan.js';
import { addServer, startServer } from '../support/start-server.js';

type Nodes = Record<string, { class_type: string; inputs?: Record<string, unknown> }>;

const image = { class_type: 'EmptyImage', inputs: { width: 64, height: 64, batch_size: 1, color: 255 } };
const save = (from: string) => ({ class_type: 'SaveImage', inputs: { images: [from, 0], filename_prefix: 'x' } });

function draft(nodes: Nodes, more: Partial<ExperimentDraftInput> = {}): ExperimentDraftInput {
  return { name: 'own', workflow: { content: JSON.stringify(nodes) }, servers: 'all', ...more };
}

async function startBeside(options: Partial<EngineOptions> = {}): Promise<{ app: TestApp; dir: string }> {
  const dir = await temporaryFolder(onTestFinished);
  const server = await startServer(onTestFinished, { dir, nodeClasses: [...recNodes, paid], ...options });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: '2' });
  onTestFinished(() => app.close());
  await addServer(app, server);
  return { app, dir };
}

async function details(app: TestApp, plan: PlanView): Promise<CellDetail[]> {
  return Promise.all((await cellsOf(app.api, plan.id)).map((cell) => app.api.request(endpoints.getCell, { parameters: { cellId: cell.id } })));
}

async function expectSound(app: TestApp, soundFiles: number): Promise<void> {
  await app.close();
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles });
}

/** Passes its picture on, for money. */
const paid: EngineNode = {
  name: 'PaidPass',
  spec: {
    input: { required: { image: ['IMAGE'], seed: ['INT', { default: 0, min: 0, max: 100 }] } }, input_order: { required: ['image', 'seed'] }, is_input_list: false,
    output: ['IMAGE'], output_is_list: [false], output_name: ['IMAGE'], name: 'PaidPass', display_name: 'Paid', description: '', python_module: 'comfy_api_nodes.paid',
    category: 'api node', output_node: false, has_intermediate_output: false, api_node: true,
  },
  run: (inputs) => ({ outputs: [inputs.value('image')] }),
};

it('fails a cell that the server calls a success and that gave nothing, with the reason', async () => {
  const { app } = await startBeside();

  const plan = await drawPlan(app, draft({ 1: image, 2: { class_type: 'RecBlock', inputs: { image: ['1', 0], message: '' } }, 3: save('2') }));

  expect((await cellsOf(app.api, plan.id))[0]).toMatchObject({ state: 'failed', reason: expect.stringMatching(/calls the run a success, but .*gave nothing/) });
  await expectSound(app, 0);
});

it('fails a cell of which the server would draw only a part, and leaves nothing running there', async () => {
  const { app, dir } = await startBeside();
  const nodes = { 1: image, 2: save('1'), 3: { class_type: 'RecCheck', inputs: { image: ['1', 0], number: 3 } }, 4: save('3') };

  const plan = await drawPlan(app, draft(nodes));

  expect((await cellsOf(app.api, plan.id))[0]).toMatchObject({ state: 'failed', reason: expect.stringMatching(/refused the workflow: .*RecCheck.*3 is odd/) });
  const { items } = await app.api.request(endpoints.listServers, {});
  const server = await app.api.request(endpoints.checkServer, { parameters: { serverId: items[0]?.id ?? '' } });
  expect(server.queueRemaining).toBe(0);
  expect((await drawnFiles(dir)).length).toBeLessThanOrEqual(1);
  await expectSound(app, 0);
});

it('never sends a node without inputs, which would kill the worker for everybody', async () => {
  const { app } = await startBeside({ faults: { isWorkerMortal: true } });

  const plan = await drawPlan(app, draft({ 1: image, 2: save('1'), 3: { class_type: 'RecText' } }, { outputs: ['SaveImage'] }));
  const next = await drawPlan(app, draft({ 1: { ...image, inputs: { ...image.inputs, color: 7 } }, 2: save('1') }));

  expect([plan.counts, next.counts]).toMatchObject([{ done: 1 }, { done: 1 }]);
  await expectSound(app, 2);
});

it('reads NaN in a picture, and takes it for what it is: a node that draws afresh each time', async () => {
  const { app } = await startBeside();
  const nodes = { 1: image, 2: { class_type: 'RecAlways', inputs: { image: ['1', 0] } }, 3: save('2') };

  const first = await drawPlan(app, draft(nodes));
  const second = await drawPlan(app, draft(nodes, { name: 'again' }));

  expect([first.counts, second.counts]).toMatchObject([{ done: 1, reused: 0 }, { done: 1, reused: 0 }]);
  expect((await details(app, first))[0]?.takes[0]?.attempts[0]).toMatchObject({ verification: 'verified' });
  await expectSound(app, 2);
});

it.each(['0.3.64', '0.27.0', '0.33.0'])('draws a fully cached run again where that is asked for, on version %s', async (version) => {
  const { app, dir } = await startBeside({ version });
  const saved = await drawPlan(app, draft({ 1: image, 2: save('1') }));
  const shown = await drawPlan(app, draft({ 1: image, 2: { class_type: 'PreviewImage', inputs: { images: ['1', 0] } } }, { name: 'shown' }));

  for (const plan of [saved, shown]) {
    const [cell] = await cellsOf(app.api, plan.id);
    await app.api.request(endpoints.drawCellAgain, { parameters: { cellId: cell?.id ?? '' } });
    await eventually('the second take is done', async () => (await details(app, plan))[0]?.takes.filter((take) => take.state === 'done').length === 2);
  }

  const names = (await details(app, saved))[0]?.takes.map((take) => take.outputs[0]?.fileName);
  expect(new Set(names).size, 'no old file name comes back').toBe(2);
  expect(await drawnFiles(dir)).toHaveLength(2);
  await app.close();
  expect((await checkDataFolder(app.dataFolder)).problems).toEqual([]);
});

it('finds a model by either separator, and takes the two spellings for one', async () => {
  const { app, dir } = await startBeside({ checkpoints: ['sd\\own.safetensors'], hasOnlyGivenModels: true });
  const with_ = (name: string): Nodes => ({
    1: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: name } }, 2: { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
    3: { class_type: 'VAEDecode', inputs: { samples: ['2', 0], vae: ['1', 2] } }, 4: save('3'),
  });

  const slash = await drawPlan(app, draft(with_('sd/own.safetensors')));
  const backslash = await drawPlan(app, draft(with_('sd\\own.safetensors'), { name: 'as on Windows' }));

  expect([slash.counts, backslash.counts]).toMatchObject([{ done: 1, failed: 0, reused: 0 }, { done: 1, failed: 0, reused: 1 }]);
  expect(await drawnFiles(dir)).toHaveLength(1);
  await expectSound(app, 1);
});

describe('a node that costs money', () => {
  const nodes = { 1: image, 2: { class_type: 'PaidPass', inputs: { image: ['1', 0], seed: 0 } }, 3: save('2') };
  const three = draft(nodes, { axes: [{ input: 'PaidPass.seed', values: '1-3' }] });

  it('is asked for with the number of its calls, and drawn when that is accepted', async () => {
    const { app, dir } = await startBeside();
    const experiment = await app.api.request(endpoints.createExperiment, { body: three });

    const description = await app.api.request(endpoints.describePlan, { body: three });
    const start = (acceptPaidCalls: boolean) => app.api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: { acceptPaidCalls } });
    const refusal = await start(false).catch((error: unknown) => error);
    const drawnUnasked = (await drawnFiles(dir)).length;
    const plan = await finishedPlan(app.api, (await start(true)).id);

    expect(description.paidCalls).toBe(3);
    expect(refusal).toMatchObject({ status: 409, message: expect.stringMatching(/3 calls of services that cost money/) });
    expect(drawnUnasked).toBe(0);
    expect(plan.counts).toMatchObject({ done: 3, failed: 0 });
    await expectSound(app, 3);
  });

  it('is drawn with a single picture only when that is accepted too', async () => {
    const { app, dir } = await startBeside();
    const experiment = await app.api.request(endpoints.createExperiment, { body: draft(nodes) });

    const refusal = await app.api.request(endpoints.drawBase, { parameters: { experimentId: experiment.id } }).catch((error: unknown) => error);

    expect(refusal).toMatchObject({ status: 409, message: expect.stringMatching(/1 call of a service that costs money/) });
    expect(await drawnFiles(dir)).toEqual([]);
    const started = await app.api.request(endpoints.drawBase, { parameters: { experimentId: experiment.id }, query: { acceptPaidCalls: 'true' } });
    expect((await finishedPlan(app.api, started.id)).counts).toMatchObject({ done: 1 });
  });

  it('is never tried again by itself', async () => {
    const { app, dir } = await startBeside({ faults: { failRequests: ['GET /view'], faultyRequestCount: 1 } });
    const experiment = await app.api.request(endpoints.createExperiment, { body: draft(nodes) });

    const started = await app.api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: { acceptPaidCalls: true } });
    const plan = await finishedPlan(app.api, started.id);

    const [cell] = await details(app, plan);
    expect(cell?.cell).toMatchObject({ state: 'failed', reason: expect.stringMatching(/costs money, so it is not tried again by itself/) });
    expect(cell?.takes[0]?.attempts).toHaveLength(1);
    expect(await drawnFiles(dir)).toHaveLength(1);
    await expectSound(app, 0);
  });

  it('is never silently reused', async () => {
    const { app, dir } = await startBeside();
    const counts = [];
    for (const name of ['first', 'second']) {
      const experiment = await app.api.request(endpoints.createExperiment, { body: draft(nodes, { name }) });
      const started = await app.api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: { acceptPaidCalls: true } });
      counts.push((await finishedPlan(app.api, started.id)).counts);
    }

    expect(counts).toMatchObject([{ done: 1, reused: 0 }, { done: 1, reused: 0 }]);
    expect(await drawnFiles(dir)).toHaveLength(2);
    await app.close();
    expect((await checkDataFolder(app.dataFolder)).problems).toEqual([]);
  });
});
