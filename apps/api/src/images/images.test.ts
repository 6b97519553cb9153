import { createHash } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endpoints } from '@gridscope/contract';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';

const cleaners: (() => Promise<void>)[] = [];
let app: TestApp;
beforeAll(async () => {
  app = await startApp(await temporaryFolder((clean) => cleaners.push(clean)), { GRIDSCOPE_ENGINE: 'off' });
});
afterAll(async () => {
  await app.close();
  for (const clean of cleaners) await clean();
});

function picture(widthPx: number, heightPx: number, colour: string): Promise<Buffer> {
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: colour } }).png().toBuffer();
}

const upload = (bytes: Uint8Array, name = 'picture.png') => app.api.request(endpoints.uploadImage, { body: bytes, query: { name } });
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}/api/v1${path}`, { headers });

describe('uploads', () => {
  it('keep a picture under the hash of its bytes, with its size', async () => {
    const bytes = await picture(300, 200, 'teal');

    const view = await upload(bytes, 'sea.png');

    expect(view).toEqual({ image: createHash('sha256').update(bytes).digest('hex'), name: 'sea.png', widthPx: 300, heightPx: 200, sizeBytes: bytes.byteLength });
  });

  it.each([
    ['text with the name of a picture', Buffer.from('not a picture at all')],
    ['an SVG, which can hold scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>')],
    ['nothing', Buffer.alloc(0)],
  ])('refuse %s', async (_, bytes) => {
    await expect(upload(bytes)).rejects.toMatchObject({ status: 400, message: expect.stringContaining('no picture') });
  });

  it('refuse a picture that breaks off', async () => {
    const bytes = await sharp(Buffer.from(Array.from({ length: 90_000 }, (_, index) => (index * 7919) % 256)), { raw: { width: 200, height: 150, channels: 3 } }).png().toBuffer();

    await expect(upload(bytes.subarray(0, bytes.byteLength / 2))).rejects.toMatchObject({ status: 400, message: expect.stringContaining('broken') });
  });
});

describe('pictures over HTTP', () => {
  it('are given out immutable, with their type, and never sniffed', async () => {
    const { image } = await upload(await picture(50, 40, 'plum'));

    const response = await get(`/images/${image}`);

    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'image/png', 'cache-control': expect.stringContaining('immutable'), etag: `"${image}"`, 'x-content-type-options': 'nosniff' });
    expect(createHash('sha256').update(Buffer.from(await response.arrayBuffer())).digest('hex')).toBe(image);
  });

  it('are not sent again to who has them', async () => {
    const { image } = await upload(await picture(50, 40, 'gold'));

    // As a browser asks; Node's fetch would add `no-cache`, which asks for the bytes all the same.
    const has = (etag: string) => ({ 'if-none-match': `"${etag}"`, 'cache-control': 'max-age=0' });

    expect((await get(`/images/${image}`, has(image))).status).toBe(304);
    expect((await get(`/images/${image}/64.webp`, has(`${image}-64`))).status).toBe(304);
  });

  it('are given in stretches', async () => {
    const { image, sizeBytes } = await upload(await picture(50, 40, 'navy'));

    const part = await get(`/images/${image}`, { range: 'bytes=1-3' });
    const beyond = await get(`/images/${image}`, { range: `bytes=${sizeBytes}-` });

    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, `bytes 1-3/${sizeBytes}`, 'PNG']);
    expect(beyond.status).toBe(416);
  });

  it.each([
    [64, [64, 43]],
    [256, [256, 171]],
    [512, [300, 200]],
  ])('have a thumbnail of %d px that fits and is never enlarged', async (sizePx, [widthPx, heightPx]) => {
    const { image } = await upload(await picture(300, 200, 'olive'));

    const response = await get(`/images/${image}/${sizePx}.webp`);

    const { width, height, format } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect([width, height, format]).toEqual([widthPx, heightPx, 'webp']);
  });

  it('get a thumbnail made again that is missing or was torn by a crash', async () => {
    const { image } = await upload(await picture(300, 200, 'coral'));
    const folder = join(app.dataFolder, 'thumbnails', image.slice(0, 2));
    const mine = (await readdir(folder)).filter((name) => name.startsWith(image.slice(2)));
    expect(mine.length).toBeGreaterThanOrEqual(4);
    await rm(join(folder, `${image.slice(2)}-128`));
    await writeFile(join(folder, `${image.slice(2)}-64`), '');

    const sizes = await Promise.all([128, 64].map(async (sizePx) => (await sharp(Buffer.from(await (await get(`/images/${image}/${sizePx}.webp`)).arrayBuffer())).metadata()).width));

    expect(sizes).toEqual([128, 64]);
  });

  it.each([
    ['a hash that nothing has', `/images/${'0'.repeat(64)}`, 404],
    ['no hash', '/images/passwd', 400],
    ['a path', `/images/${encodeURIComponent('../../gridscope.db')}`, 400],
    ['a size that there is not', `/images/${'0'.repeat(64)}/100.webp`, 400],
  ])('refuse %s', async (_, path, status) => {
    const response = await get(path);

    expect([response.status, response.headers.get('content-type')]).toEqual([status, expect.stringContaining('application/problem+json')]);
  });
});
