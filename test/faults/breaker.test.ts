import { endpoints, type ServerView } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../support/drafts.js';
import { eventually } from '../support/eventually.js';
import { finishedPlan } from '../support/finish-plan.js';
import { startApp, temporaryFolder } from '../support/start-app.js';
import { startPlan } from '../support/start-plan.js';
import { addServer, startServer } from '../support/start-server.js';

it('leaves a server alone after three troubles in a row, tries it with one cell, and goes on when that comes out', async () => {
  const server = await startServer(onTestFinished, { faults: { failRequests: ['POST /prompt', 'POST /api/prompt'], faultyRequestCount: 4 } });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server);
  const seen: Pick<ServerView, 'breaker' | 'triedAgainAt' | 'reason' | 'seatsTaken'>[] = [];
  const plan = await startPlan(app, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1-8' }] }));

  await eventually('its breaker opens, half opens and closes', async () => {
    const { items } = await app.api.request(endpoints.listServers, {});
    seen.push(...items);
    const states = seen.map(({ breaker }) => breaker);
    return states.includes('open') && states.includes('half-open') && states.at(-1) === 'closed';
  }, 60_000);
  const ended = await finishedPlan(app.api, plan.id);

  const metrics = await (await fetch(`${app.url}/api/v1/metrics`)).text();

  const open = seen.filter(({ breaker }) => breaker === 'open');
  expect(open.every(({ triedAgainAt, reason }) => triedAgainAt !== undefined && /troubles in a row; the last: /.test(reason ?? ''))).toBe(true);
  expect(Math.max(...seen.filter(({ breaker }) => breaker === 'half-open').map(({ seatsTaken }) => seatsTaken))).toBeLessThanOrEqual(1);
  expect(ended.counts).toMatchObject({ done: 8, failed: 0 });
  expect(metrics).toContain('\ngridscope_retries_total{failure="connection"} 4\n');
});
