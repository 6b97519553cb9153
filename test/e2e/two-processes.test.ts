import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient, endpoints } from '@gridscope/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.js';
import { hasRedis, startRedis } from '../support/redis.js';
import { type Proxy, startAlternatingProxy } from './support/alternating-proxy.js';
import { Grid } from './support/grid.js';
import { type Program, startProgram } from './support/start-program.js';
import { startGrid, startStudio } from './support/studio.js';
import { describeInBrowser, patience } from './support/test-browser.js';

/** Two API processes and a worker, and a proxy that gives every request to another API process than the last. */
async function startSeveral(): Promise<{ proxy: Proxy; apis: Program[] }> {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const dataFolder = await mkdtemp(join(tmpdir(), 'gridscope-'));
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
  const start = async (role: string) => {
    const program = await startProgram(dataFolder, { GRIDSCOPE_ROLE: role, REDIS_URL: redis.url, GRIDSCOPE_ENGINE: 'off' });
    onTestFinished(() => program.kill());
    return program;
  };
  const [one, other] = await Promise.all(['api', 'api', 'worker'].map(start));
  if (one === undefined || other === undefined) throw new Error('three programs were started');
  const proxy = await startAlternatingProxy([one.url, other.url]);
  onTestFinished(() => proxy.close());
  return { proxy, apis: [one, other] };
}

describe.skipIf(!hasRedis)('Two API processes behind a proxy without sticky sessions', () => {
  describeInBrowser('A page that is served by both', (browser) => {
    it('keeps its connection and sees every cell, without long polling', async () => {
      const { proxy, apis } = await startSeveral();
      const studio = await startStudio(apis[0]!.url, 'studio', { secondsPerPrompt: 0.2 });
      onTestFinished(() => studio.leave());
      const api = new ApiClient({ baseUrl: proxy.url, fetch });
      await eventually('both processes know the server', async () => (await Promise.all(apis.map(({ url }) => new ApiClient({ baseUrl: url, fetch }).request(endpoints.listServers, {})))).every(({ items }) => items.length === 1));
      const page = await browser.visit();
      const polled: string[] = [];
      page.on('request', (request) => request.url().includes('transport=polling') && polled.push(request.url()));
      const plan = await startGrid(proxy.url, { columns: 6, rows: 4 });

      await page.goto(`${proxy.url}/plans/${plan.id}`);
      const grid = new Grid(page);
      await grid.finished(24);

      expect(polled).toEqual([]);
      expect(await page.getByText(/No connection to Gridscope since/).count()).toBe(0);
      expect((await api.request(endpoints.getPlan, { parameters: { planId: plan.id } })).counts.done).toBe(24);
      await expect.poll(() => page.getByRole('gridcell', { name: /: done$/ }).count(), patience).toBe(24);
    });
  });
});
