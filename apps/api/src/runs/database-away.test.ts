import { ConnectionException } from '@mikro-orm/core';
import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../../../../test/support/check-data-folder.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { drawnFiles } from '../../../../test/support/drawn-files.js';
import { cellsOf } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { drawPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';
import { DoneRuns } from './done-runs.js';
import { RunRecords } from './run-records.js';

/** As the driver says it when an operator ends its connection. */
const cut = () => new ConnectionException(Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }));

/** The next call of a method finds the database away; the one after that finds it back. */
function cutOnce<Method extends string>(service: Record<Method, (...given: never[]) => Promise<unknown>>, method: Method): void {
  const whole = service[method].bind(service);
  service[method] = () => {
    service[method] = whole;
    return Promise.reject(cut());
  };
}

it.each([
  ['its pictures are put down', (app: TestApp) => cutOnce(app.nest.get(DoneRuns, { strict: false }), 'write')],
  ['it is noted that the server has begun', (app: TestApp) => cutOnce(app.nest.get(RunRecords, { strict: false }), 'began')],
])('fetches a cell from its server, and neither fails it nor draws it again, where the database is away while %s', async (_, cutFor) => {
  const dir = await temporaryFolder(onTestFinished);
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: '2', GRIDSCOPE_LOG: 'silent' });
  onTestFinished(() => app.close());
  await addServer(app, await startServer(onTestFinished, { dir, secondsPerStep: 0.05 }));
  cutFor(app);

  const plan = await drawPlan(app, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1' }] }));

  const [cell] = await cellsOf(app.api, plan.id);
  const { takes } = await app.api.request(endpoints.getCell, { parameters: { cellId: cell?.id ?? '' } });
  expect(plan.counts).toMatchObject({ done: 1, failed: 0 });
  expect(takes.flatMap((take) => take.attempts).map((attempt) => attempt.state)).toEqual(['done']);
  expect(await drawnFiles(dir)).toHaveLength(1);
  await app.close();
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 1 });
});
