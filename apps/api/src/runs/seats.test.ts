import { join } from 'node:path';
import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../../../../test/support/check-data-folder.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { readRecord } from '../../../../test/support/engine-process.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';
import { RunsService } from './runs.service.js';
import { Seats } from './seats.js';

const seeds = (values: string) => smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values }] });

/** Most prompts that the server held at a time, and how many it was sent. */
function load(recordFile: string): { most: number; sent: number } {
  const puts = readRecord(recordFile).filter((event) => event.event === 'put');
  return { most: Math.max(0, ...puts.map((put) => put.held)), sent: puts.length };
}

it('never gives a server more prompts than its seats, and draws no cell twice, however often and at once it is asked to', async () => {
  const record = join(await temporaryFolder(onTestFinished), 'record.jsonl');
  const server = await startServer(onTestFinished, { record, secondsPerStep: 0.02 });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server, 'studio', 2);
  const { items } = await app.api.request(endpoints.listServers, {});
  const plan = await startPlan(app, seeds('1-8'));
  const cells = await cellsOf(app.api, plan.id);
  const runs = app.nest.get(RunsService);
  const draw = (cellId: string) => runs.draw(cellId, items[0]?.id ?? '', { signal: new AbortController().signal });

  const outcomes = await Promise.all([...cells, ...cells].map((cell) => draw(cell.id)));
  const finished = await finishedPlan(app.api, plan.id);

  expect(finished.counts).toMatchObject({ done: 8, failed: 0 });
  expect(outcomes.filter((outcome) => outcome === 'claimed').length).toBeLessThanOrEqual(8);
  expect(load(record)).toEqual({ most: 2, sent: 8 });
  await eventually('every seat is given back', async () => (await app.nest.get(Seats).held()).size === 0);
  await app.close();
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 8 });
});

it('counts what a server holds from before a restart among its seats', async () => {
  const record = join(await temporaryFolder(onTestFinished), 'record.jsonl');
  const server = await startServer(onTestFinished, { record, secondsPerStep: 0.2 });
  const folder = await temporaryFolder(onTestFinished);
  const first = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  await addServer(first, server, 'studio', 2);
  const started = await startPlan(first, seeds('1-6'));
  await eventually('both seats are held', async () => load(record).most === 2);
  await first.close();

  const second = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => second.close());
  const plan = await finishedPlan(second.api, started.id);

  expect(plan.counts).toMatchObject({ done: 6, failed: 0 });
  expect(load(record)).toEqual({ most: 2, sent: 6 });
});

it('gives a seat back when the server has let go of a prompt that nobody wants, and not before', async () => {
  const server = await startServer(onTestFinished, { secondsPerStep: 0.5 });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server, 'studio', 2);
  const plan = await startPlan(app, seeds('1-3'));
  const seats = app.nest.get(Seats);
  await eventually('both seats are held', async () => [...(await seats.held()).values()].join() === '2');

  await app.api.request(endpoints.cancelPlan, { parameters: { planId: plan.id } });
  const queue = await eventually('every seat is given back', async () => {
    if ((await seats.held()).size > 0) return undefined;
    // The server's own route; only the ids' number matters.
    return (await (await fetch(`${server.url}/queue`)).json()) as { queue_running: unknown[]; queue_pending: unknown[] };
  });

  expect({ running: queue.queue_running.length, pending: queue.queue_pending.length }).toEqual({ running: 0, pending: 0 });
});
