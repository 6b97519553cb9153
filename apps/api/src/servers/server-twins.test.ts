import { ApiError, endpoints } from '@gridscope/contract';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';

/** Nobody listens there. */
const away = 'http://localhost:9';
let app: TestApp;

beforeEach(async () => {
  app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
});

const add = (body: { name?: string; url: string }) => app.api.request(endpoints.addServer, { body });
const list = async () => (await app.api.request(endpoints.listServers, {})).items;

describe('two servers at one address', () => {
  it.each([
    ['the same words', away],
    ['a slash at its end', `${away}/`],
    ['large letters', 'HTTP://LOCALHOST:9'],
    ['the number of this machine', 'http://127.0.0.1:9'],
  ])('are refused where the second is written with %s', async (_, url) => {
    await add({ name: 'studio', url: away });

    await expect(add({ name: 'other', url })).rejects.toMatchObject({ status: 409, message: expect.stringContaining('already a server "studio"') });
  });

  it.each([
    ['one address', [{ name: 'one', url: away }, { name: 'two', url: `${away}/` }]],
    ['one name', [{ name: 'one', url: away }, { name: 'one', url: 'http://localhost:11' }]],
  ])('are told apart when they are added at once with %s: one stays, the other is refused', async (_, drafts) => {
    const ended = await Promise.allSettled([...drafts, ...drafts].map(add));

    const refusals = ended.filter((end) => end.status === 'rejected').map(({ reason }) => (reason instanceof ApiError ? reason.status : reason));
    expect(refusals).toEqual([409, 409, 409]);
    expect((await list()).length).toBe(1);
  });

  it('are refused when a server is moved to the address of another, and one may keep its own', async () => {
    await add({ name: 'one', url: away });
    const other = await add({ name: 'two', url: 'http://localhost:11' });
    const change = (body: { url: string; seats?: number }) => app.api.request(endpoints.changeServer, { parameters: { serverId: other.id }, body });

    await expect(change({ url: `${away}/` })).rejects.toMatchObject({ status: 409 });
    expect((await change({ url: 'http://localhost:11/', seats: 3 })).seats).toBe(3);
  });
});
