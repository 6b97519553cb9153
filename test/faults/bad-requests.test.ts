import { randomUUID } from 'node:crypto';
import { type Endpoint, endpoints, problemAnswer } from '@gridscope/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDataFolder } from '../support/check-data-folder.js';
import { smallDraft } from '../support/drafts.js';
import { startApp, temporaryFolder, type TestApp } from '../support/start-app.js';

const cleanUp: (() => Promise<void>)[] = [];
let app: TestApp;

beforeAll(async () => {
  app = await startApp(await temporaryFolder((clean) => cleanUp.push(clean)));
});

afterAll(async () => {
  await app.close();
  const checked = await checkDataFolder(app.dataFolder);
  for (const clean of cleanUp) await clean();
  expect(checked).toEqual({ problems: [], soundFiles: 0 });
});

/** Paths and stacks give a stranger more than a sentence does. */
const telling = /\/work|\/tmp|\/home|node_modules|\.[jt]s:\d+|\n\s+at |SQLITE|SqliteError|select .* from/i;

async function send(method: string, path: string, init: RequestInit = {}): Promise<{ status: number; type: string; text: string }> {
  const response = await fetch(`${app.url}/api/v1${path}`, { method, ...init });
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
}

function expectRefused(answer: { status: number; type: string; text: string }, what: string): void {
  expect(answer.status, `${what}: ${answer.text.slice(0, 300)}`).toBeGreaterThanOrEqual(400);
  expect(answer.status, `${what}: ${answer.text.slice(0, 300)}`).toBeLessThan(500);
  expect(answer.type, what).toMatch(/^application\/problem\+json/);
  expect(problemAnswer.safeParse(JSON.parse(answer.text)).success, `${what}: ${answer.text.slice(0, 300)}`).toBe(true);
  expect(answer.text, what).not.toMatch(telling);
}

const all = Object.entries<Endpoint>(endpoints);
const json = (body: string) => ({ body, headers: { 'content-type': 'application/json' } });
const valid: Record<string, string> = { image: 'a'.repeat(64), sizePx: '128', atlas: 'a'.repeat(64) };
const fill = (path: string, value: (name: string) => string) => path.replace(/:([A-Za-z]+)/g, (_, name: string) => value(name));
const unknown = (path: string) => fill(path, (name) => valid[name] ?? randomUUID());

describe.each(all.filter(([, endpoint]) => endpoint.path.includes(':')))('%s', (name, { method, path, body, upload }) => {
  const goodBody = (): RequestInit => (body !== undefined || upload !== undefined ? json(bodyFor(name)) : {});

  it('says that there is no such thing', async () => {
    const answer = await send(method, unknown(path), goodBody());

    expectRefused(answer, path);
    expect(answer.status).toBe(404);
  });

  it.each([
    ['no id', 'x'],
    ['an empty one', '%20'],
    ['a way up', '..%2F..%2Fetc%2Fpasswd'],
    ['a way up by backslashes', '..%5C..%5Cwindows%5Cwin.ini'],
    ['a way up, encoded twice', '%252e%252e%252fetc%252fpasswd'],
    ['an absolute path', '%2Fetc%2Fpasswd'],
    ['a byte of zero', '%00'],
    ['a quote of SQL', `%27%20or%201%3D1--`],
    ['what cannot be decoded', '%E0%A4%A'],
    ['a name of the prototype', '__proto__'],
    ['something endless', 'a'.repeat(5_000)],
  ])('refuses %s in each of its parameters', async (_, bad) => {
    for (const parameter of path.matchAll(/:([A-Za-z]+)/g)) {
      const filled = fill(path, (candidate) => (candidate === parameter[1] ? bad : (valid[candidate] ?? randomUUID())));
      expectRefused(await send(method, filled, goodBody()), filled.slice(0, 200));
    }
  });
});

describe.each(all.filter(([, endpoint]) => endpoint.body !== undefined))('the body of %s', (_, { method, path, body }) => {
  // What every field may be left out of takes an empty body.
  const isOptional = body?.safeParse({}).success === true;

  it.each([
    ['nothing', ''],
    ['what is no JSON', '{"name": '],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[]'],
    ['a text', '"text"'],
    ['an unknown key', '{"__no_such_key__": 1}'],
    ['the prototype', '{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {}}, "x": 1}'],
    ['values of wrong types', '{"name": {"$gt": ""}, "workflow": 1, "axes": "x", "isStarred": "yes", "format": 3, "url": [], "token": 1, "acceptPaidCalls": "x"}'],
    ['control characters', '{"name": "a\\u0000b", "url": "http://a\\u0000b", "token": "\\u0000"}'],
    ['nesting without end', '['.repeat(50_000) + ']'.repeat(50_000)],
  ])('is refused with %s', async (what, text) => {
    if (isOptional && what === 'nothing') return;
    expectRefused(await send(method, unknown(path), json(text)), what);
  });

  it('is refused where it is not JSON by its type', async () => {
    if (isOptional) return;
    expectRefused(await send(method, unknown(path), { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }), path);
  });
});

describe.each(all.filter(([, endpoint]) => endpoint.query !== undefined))('the query of %s', (_, { method, path }) => {
  it.each(['limit=-1', 'limit=x', 'limit=1e9', 'after=-1&tilePx=7&name=', `name=${'x'.repeat(300)}&at=${'x'.repeat(5_000)}&search=${'x'.repeat(300)}&servers=${'x'.repeat(3_000)}`, 'sort=best&state=odd&tilePx=NaN', 'after[$gt]=1&at[]=x&name[a]=b', 'after=%00&at=%00&search=%00'])('never ends in a fault of ours: %s', async (query) => {
    const answer = await send(method, `${unknown(path)}?${query}`, method === 'POST' ? { body: 'x' } : {});

    expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500);
    expect(answer.text).not.toMatch(telling);
    if (answer.status >= 400) expectRefused(answer, query.slice(0, 80));
  });
});

describe('limits', () => {
  it('refuses JSON above 24 MiB', async () => {
    const answer = await send('POST', '/experiments', json(`{"name":"${'x'.repeat(25 * 1024 * 1024)}"}`));

    expectRefused(answer, 'a large body');
    expect(answer.status).toBe(413);
  });

  it('refuses an upload above 50 MiB before it is all here', async () => {
    const answer = await send('POST', '/uploads?name=big.png', { body: new Uint8Array(51 * 1024 * 1024), headers: { 'content-type': 'image/png' } });

    expectRefused(answer, 'a large upload');
    expect(answer.status).toBe(413);
  });

  it('refuses text for an axis that is longer than a person writes', async () => {
    expectRefused(await send('POST', '/plans/describe', json(JSON.stringify(smallDraft({ axes: [{ input: 'KSampler.seed', values: '1,'.repeat(600_000) }] })))), 'a long axis');
  });

  it('refuses more than twelve axes', async () => {
    const axes = Array.from({ length: 13 }, (_, place) => ({ name: `a${place}`, input: 'KSampler.seed', values: '1, 2' }));

    expectRefused(await send('POST', '/plans/describe', json(JSON.stringify(smallDraft({ axes })))), 'many axes');
  });
});

describe('an upload is judged by its content', () => {
  it.each([
    ['HTML by the name of a picture', '<!doctype html><script>alert(1)</script>'],
    ['SVG, which can hold scripts', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['nothing', ''],
    ['only the beginning of a picture', '\u0089PNG\r\n\u001a\n'],
    ['a program', '\u007fELF\u0002\u0001\u0001'],
  ])('and refused where that is %s', async (what, content) => {
    expectRefused(await send('POST', '/uploads?name=x.png', { body: Buffer.from(content, 'latin1'), headers: { 'content-type': 'image/png' } }), what);
  });
});

describe('an address that is none of ours', () => {
  it.each(['/nothing', '/experiments/../../etc/passwd', '/images/', '/plans/describe/x'])('is refused as a problem: %s', async (path) => {
    const answer = await send('GET', path);

    expectRefused(answer, path);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is one too where the method is %s', async (method) => {
    expectRefused(await send(method, '/about'), method);
  });
});

/** A body that the schema takes, so that only the parameter is wrong. */
function bodyFor(name: string): string {
  const bodies: Record<string, object> = { reviseExperiment: smallDraft(), startPlan: {}, starCell: { isStarred: true }, changeServer: {}, createExport: { format: 'csv' }, skipCells: { isSkipped: true, cells: [randomUUID()] } };
  return JSON.stringify(bodies[name] ?? {});
}
