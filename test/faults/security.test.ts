import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient, endpoints } from '@gridscope/contract';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ScriptedComfyServer } from '../fakes/scripted-comfy-server.js';
import { openSocket } from '../support/open-socket.js';
import { smallDraft } from '../support/drafts.js';
import { cellsOf } from '../support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../support/start-app.js';
import { drawPlan } from '../support/start-plan.js';
import { startServer } from '../support/start-server.js';

const token = 'a token of some length';
const cleanUp: (() => Promise<void>)[] = [];
let open: TestApp;
let guarded: TestApp;

beforeAll(async () => {
  open = await startApp(await temporaryFolder((clean) => cleanUp.push(clean)));
  guarded = await startApp(await temporaryFolder((clean) => cleanUp.push(clean)), { GRIDSCOPE_TOKEN: token });
});

afterAll(async () => {
  await open.close();
  await guarded.close();
  for (const clean of cleanUp) await clean();
});

/** A request with exactly these headers, the Host among them, as `fetch` would not send it. */
function ask(url: string, headers: Record<string, string>, method = 'GET'): Promise<{ status: number; text: string; cookie: string | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, cookie: response.headers['set-cookie']?.[0] }));
    });
    sent.on('error', reject).end();
  });
}

describe('a request of another site', () => {
  const foreign: [string, Record<string, string>][] = [
    ['by a name that leads here', { host: 'evil.example' }],
    ['by a name that only begins like ours', { host: 'localhost.evil.example' }],
    ['from its page', { origin: 'https://evil.example' }],
    ['from a page on another port of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['from a page without an origin', { origin: 'null' }],
  ];

  it.each(foreign)('is refused over HTTP: %s', async (_, headers) => {
    for (const path of ['/', '/api/v1/health', '/api/v1/experiments', '/api/v1/docs']) {
      expect((await ask(`${open.url}${path}`, headers)).status, path).toBe(403);
    }
  });

  it.each(foreign)('is refused over the socket: %s', async (_, headers) => {
    await expect(openSocket(open.url, onTestFinished, headers)).rejects.toThrow();
    expect((await ask(`${open.url}/socket.io/?EIO=4&transport=polling`, headers)).status).toBe(403);
  });

  it('is refused as a picture in its page', async () => {
    expect((await ask(`${open.url}/api/v1/images/${'a'.repeat(64)}`, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('is let in from the page that comes from here', async () => {
    await openSocket(open.url, onTestFinished, { origin: open.url });
    expect((await ask(`${open.url}/api/v1/health`, { origin: open.url })).status).toBe(200);
  });

  it('cannot frame the page, nor run scripts of its own in it', async () => {
    const { headers } = await fetch(open.url);

    expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'|frame-ancestors 'none'.*script-src 'self'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

/** Who keeps the program running asks for its health, and whoever signs in has not done so yet. */
const openToAll: readonly string[] = ['health', 'healthLive', 'healthReady', 'openSession'];

describe('where a token is set', () => {
  it.each(Object.entries(endpoints).filter(([name]) => !openToAll.includes(name)))('%s asks for it', async (_, { method, path }) => {
    const url = `${guarded.url}/api/v1${path.replace(/:[A-Za-z]+/g, 'x')}`;

    expect((await ask(url, {}, method)).status).toBe(401);
    expect((await ask(url, { authorization: 'Bearer not the token at all' }, method)).status).toBe(401);
    expect((await ask(url, { cookie: `gridscope_session=${token}` }, method)).status).toBe(401);
  });

  it('other letters in an address open nothing', async () => {
    expect((await ask(`${guarded.url}/API/v1/execution/cancel`, {}, 'POST')).status).toBe(401);
    expect((await ask(`${guarded.url}/Api/V1/experiments`, {})).status).toBe(401);
    expect((await ask(`${guarded.url}/elsewhere`, {}, 'POST')).status).toBe(401);
  });

  it('its documents ask for it too', async () => {
    for (const path of ['/api/v1/docs', '/api/v1/openapi.json', '/api/v1/nothing']) expect((await ask(`${guarded.url}${path}`, {})).status, path).toBe(401);
  });

  it('the page and the health checks do not', async () => {
    expect((await ask(`${guarded.url}/`, {})).status).not.toBe(401);
    for (const path of ['health', 'health/live', 'health/ready']) expect((await ask(`${guarded.url}/api/v1/${path}`, {})).status, path).toBe(200);
  });

  it('a program comes in with it', async () => {
    const api = new ApiClient({ baseUrl: guarded.url, token });

    expect((await api.request(endpoints.about, {})).needsToken).toBe(true);
  });

  it('a page changes it for a cookie that no script can read, good for HTTP and for the socket', async () => {
    const response = await fetch(`${guarded.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
    const set = response.headers.get('set-cookie') ?? '';
    const cookie = set.split(';')[0] ?? '';

    expect(response.status).toBe(204);
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Strict/);
    expect(set).not.toContain(token);
    expect((await ask(`${guarded.url}/api/v1/about`, { cookie })).status).toBe(200);
    await openSocket(guarded.url, onTestFinished, { cookie });
  });

  it('a wrong one gets no cookie', async () => {
    const response = await fetch(`${guarded.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: 'another token of length' }) });

    expect([response.status, response.headers.get('set-cookie')]).toEqual([401, null]);
  });

  it('the socket stays shut without it', async () => {
    await expect(openSocket(guarded.url, onTestFinished)).rejects.toThrow();
    await expect(openSocket(guarded.url, onTestFinished, { authorization: 'Bearer not the token at all' })).rejects.toThrow();
    await openSocket(guarded.url, onTestFinished, { authorization: `Bearer ${token}` });
  });
});

describe('the headers of a server', () => {
  const secret = 'Bearer s3cret-of-a-rented-server';

  it('reach it with every request, and stand in no answer, event, log, or plainly on the disk', async () => {
    const comfy = await ScriptedComfyServer.start({ requiredHeaders: { authorization: secret } });
    onTestFinished(() => comfy.stop());
    comfy.script('GET /object_info', { json: {} });
    const folder = await temporaryFolder(onTestFinished);
    const logged = captureStandardError();
    const app = await startApp(folder, { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LOG: 'debug' });
    onTestFinished(() => app.close());
    const { wire } = await openSocket(app.url, onTestFinished);

    const added = await fetch(`${app.url}/api/v1/servers`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'rented', url: comfy.url, headers: { authorization: secret } }) });
    const answers = [await added.text()];
    // What the answer is, the line above parsed as text.
    const { id, state, headerNames } = JSON.parse(answers[0] ?? '') as { id: string; state: string; headerNames: string[] };
    comfy.script('GET /system_stats', { status: 500, text: `broken; you sent ${secret}` });
    answers.push(await (await fetch(`${app.url}/api/v1/servers/${id}/check`, { method: 'POST' })).text(), await (await fetch(`${app.url}/api/v1/servers`)).text());
    await app.close();

    expect([state, headerNames]).toEqual(['ready', ['authorization']]);
    expect(comfy.requests.every((seen) => seen.headers.authorization === secret)).toBe(true);
    expect(answers.join()).not.toContain('s3cret');
    expect(wire.length).toBeGreaterThan(0);
    expect(wire.join()).not.toContain('s3cret');
    expect(logged()).not.toContain('s3cret');
    for (const file of await filesBelow(folder)) expect((await readFile(file)).includes('s3cret'), file).toBe(false);
    expect((await stat(join(folder, 'secret.key'))).mode & 0o077, 'readable by its user alone').toBe(0);
  });

  it('follow no redirect, and no redirect leads us elsewhere', async () => {
    const seen: string[] = [];
    const inside = createServer((incoming, response) => {
      seen.push(`${incoming.method} ${incoming.url} ${incoming.headers.authorization ?? ''}`);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void inside.close());
    await new Promise((resolve) => inside.once('listening', resolve));
    // A server that listens on a port has an AddressInfo.
    const location = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/latest/meta-data`;
    const comfy = await ScriptedComfyServer.start();
    onTestFinished(() => comfy.stop());
    for (const route of ['GET /system_stats', 'GET /queue', 'GET /object_info']) comfy.script(route, { status: 302, location });

    const server = await open.api.request(endpoints.addServer, { body: { name: 'elsewhere', url: comfy.url, headers: { authorization: secret } } });

    expect(server).toMatchObject({ state: 'unreachable', reason: expect.stringMatching(/302.*elsewhere/) });
    expect(seen).toEqual([]);
  });
});

describe('what a server says', () => {
  it('is no address for a browser: its files are given out as ours, harmless by their type', async () => {
    const server = await startServer(onTestFinished);
    await open.api.request(endpoints.addServer, { body: { name: 'plain', url: server.url } });
    const plan = await drawPlan(open, smallDraft({ servers: ['plain'] }));
    const [cell] = await cellsOf(open.api, plan.id);
    const hash = cell?.state === 'done' ? cell.lead?.image : '';

    const { headers } = await fetch(`${open.url}/api/v1/images/${hash}`);

    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toContain('immutable');
  });

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'javascript:alert(1)', '//evil.example', 'http://'])('is not asked for at %s', async (url) => {
    await expect(open.api.request(endpoints.addServer, { body: { name: 'odd', url } })).rejects.toMatchObject({ status: 400 });
  });
});

/** Everything that is written to standard error from now until the test ends. */
function captureStandardError(): () => string {
  const chunks: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (chunk: string | Uint8Array): boolean => {
    chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return true;
  };
  onTestFinished(() => {
    process.stderr.write = write;
  });
  return () => chunks.join('');
}

async function filesBelow(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
