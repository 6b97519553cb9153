import { EntityManager } from '@mikro-orm/knex';
import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';
import { RunsService } from './runs.service.js';

it('claims no cell that rests, though a server is asked to draw it', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, await startServer(onTestFinished, { faults: { failRequests: ['POST /prompt'] } }));
  const [server] = (await app.api.request(endpoints.listServers, {})).items;
  const plan = await startPlan(app, smallDraft({ servers: 'all' }));
  const [cell] = await cellsOf(app.api, plan.id);
  const em = app.nest.get(EntityManager).fork();
  await eventually('it rests for an hour', async () => {
    const { affectedRows } = await em.execute<{ affectedRows: number }>("update cell set not_before = ? where state = 'waiting' and not_before is not null", [Date.now() + 3_600_000], 'run');
    return affectedRows === 1;
  });

  const outcome = await app.nest.get(RunsService).draw(cell?.id ?? '', server?.id ?? '', { signal: new AbortController().signal });

  expect(outcome).toBe('refused');
  expect((await cellsOf(app.api, plan.id))[0]?.state).toBe('waiting');
});
