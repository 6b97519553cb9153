import { type CellDetail, endpoints, type PlanView } from '@gridscope/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../support/check-data-folder.js';
import { smallDraft } from '../support/drafts.js';
import { drawnFiles } from '../support/drawn-files.js';
import { eventually } from '../support/eventually.js';
import { cellsOf } from '../support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../support/start-app.js';
import { drawPlan, startPlan } from '../support/start-plan.js';
import { addServer, startServer } from '../support/start-server.js';

const seeds = (values: string) => smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values }] });

async function startBeside(version: string, more: { secondsPerStep?: number; dir?: string } = {}): Promise<{ app: TestApp; url: string }> {
  const server = await startServer(onTestFinished, { version, ...more });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: '2' });
  onTestFinished(() => app.close());
  await addServer(app, server);
  return { app, url: server.url };
}

async function details(app: TestApp, plan: PlanView): Promise<CellDetail[]> {
  return Promise.all((await cellsOf(app.api, plan.id)).map((cell) => app.api.request(endpoints.getCell, { parameters: { cellId: cell.id } })));
}

describe.each(['0.3.45', '0.3.48', '0.3.64', '0.3.76', '0.6.0', '0.9.2', '0.20.1', '0.27.0', '0.28.0', '0.33.0', '0.40.0'])('a ComfyUI of version %s', (version) => {
  it('draws a grid, verified, under its version, and again nothing that is there', async () => {
    const dir = await temporaryFolder(onTestFinished);
    const { app } = await startBeside(version, { dir });

    const plan = await drawPlan(app, seeds('1, 18446744073709551615'));
    const again = await drawPlan(app, { ...seeds('1, 18446744073709551615, 3'), name: 'more' });

    expect([plan.counts, again.counts]).toMatchObject([{ done: 2, failed: 0 }, { done: 3, reused: 2, failed: 0 }]);
    const attempts = (await details(app, plan)).flatMap((detail) => detail.takes.flatMap((take) => take.attempts));
    expect(attempts).toMatchObject([1, 2].map(() => ({ state: 'done', verification: 'verified', comfyVersion: version })));
    expect(await drawnFiles(dir)).toHaveLength(3);
    await app.close();
    expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 3 });
  });
});

describe.each(['0.3.45', '0.3.64', '0.20.1', '0.33.0'])('cancelling on version %s', (version) => {
  it("stops our prompts, and nobody else's", async () => {
    const { app, url } = await startBeside(version, { secondsPerStep: 0.4 });
    const foreign = await sendForeign(url, 100);
    const started = await startPlan(app, seeds('1-5'));
    await eventually("ours wait behind somebody else's", async () => (await queue(url)).length >= 3);

    await app.api.request(endpoints.cancelPlan, { parameters: { planId: started.id } });
    await eventually('ours are gone from the queue', async () => {
      const left = await queue(url);
      return left.length <= 1 && left.every((id) => id === foreign);
    });
    const history = await eventually("somebody else's is drawn", async () => {
      // What the server answers; undefined until it is finished.
      const entries = (await (await fetch(`${url}/history/${foreign}`)).json()) as Record<string, { status: { status_str: string } }>;
      return entries[foreign];
    });
    const plan = await finishedOrCancelled(app, started.id);

    expect(history.status.status_str).toBe('success');
    expect(plan).toMatchObject({ state: 'cancelled', counts: { waiting: 0, queued: 0, running: 0, cancelled: 5 } });
    await app.close();
    expect((await checkDataFolder(app.dataFolder)).problems).toEqual([]);
  });
});

it('stops a running prompt of ours by the plain interruption that an old version knows', async () => {
  const { app, url } = await startBeside('0.3.45', { secondsPerStep: 3 });
  const started = await startPlan(app, seeds('1, 2'));
  await eventually('it draws', async () => (await app.api.request(endpoints.getPlan, { parameters: { planId: started.id } })).counts.running >= 1);

  await app.api.request(endpoints.cancelPlan, { parameters: { planId: started.id } });

  await eventually('nothing is left there', async () => (await queue(url)).length === 0);
  await app.close();
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 0 });
});

async function queue(url: string): Promise<string[]> {
  // ComfyUI's queue: [number, prompt id, …] each.
  const { queue_running, queue_pending } = (await (await fetch(`${url}/queue`)).json()) as { queue_running: [number, string][]; queue_pending: [number, string][] };
  return [...queue_running, ...queue_pending].map(([, id]) => id);
}

/** Somebody else's prompt, that takes `steps` × 0.4 s at most; gives its id. */
async function sendForeign(url: string, seed: number): Promise<string> {
  const prompt = {
    1: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: await firstCheckpoint(url) } },
    2: { class_type: 'CLIPTextEncode', inputs: { clip: ['1', 1], text: 'a house' } },
    3: { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
    4: { class_type: 'KSampler', inputs: { model: ['1', 0], positive: ['2', 0], negative: ['2', 0], latent_image: ['3', 0], seed, steps: 6, cfg: 7, sampler_name: 'euler', scheduler: 'normal', denoise: 1 } },
    5: { class_type: 'VAEDecode', inputs: { samples: ['4', 0], vae: ['1', 2] } },
    6: { class_type: 'SaveImage', inputs: { images: ['5', 0], filename_prefix: 'foreign' } },
  };
  const response = await fetch(`${url}/prompt`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt, client_id: 'somebody-else' }) });
  // The server's own answer to a prompt that it took.
  return ((await response.json()) as { prompt_id: string }).prompt_id;
}

async function firstCheckpoint(url: string): Promise<string> {
  // A list of names, as recorded.
  return ((await (await fetch(`${url}/models/checkpoints`)).json()) as string[])[0] ?? '';
}

function finishedOrCancelled(app: TestApp, planId: string): Promise<PlanView> {
  return eventually('the plan is cancelled', async () => {
    const plan = await app.api.request(endpoints.getPlan, { parameters: { planId } });
    return plan.state === 'cancelled' ? plan : undefined;
  });
}
