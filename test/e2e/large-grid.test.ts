import { fileURLToPath } from 'node:url';
import type { CellView } from '@gridscope/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startScriptedGridApi, type CellBase, type ScriptedGridApi } from '../fakes/scripted-grid-api.js';
import { Grid } from './support/grid.js';
import { describeInBrowser, patience } from './support/test-browser.js';
import { violations } from './support/violations.js';

const pageFolder = fileURLToPath(new URL('../../apps/web/dist', import.meta.url));
const numbers = (count: number, first = 0) => Array.from({ length: count }, (_, place) => String(first + place));

/** The colours in the middle of the picture that the canvas shows, as one text; the same text means the same pictures. */
function seen(page: Page): Promise<string> {
  return page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const { width = 0, height = 0 } = canvas ?? {};
    return [...(canvas?.getContext('2d')?.getImageData(Math.round(width / 2), Math.round(height / 2), 40, 40).data ?? [])].join();
  });
}

/** How many pictures the page waits for at a time. */
function countAwaitedPictures(page: Page): () => number {
  let awaited = 0;
  const isPicture = (url: string) => /\/page\?|\.webp/.test(url);
  const count = (by: number) => (request: { url(): string }) => { if (isPicture(request.url())) awaited += by; };
  page.on('request', count(1)).on('requestfinished', count(-1)).on('requestfailed', count(-1));
  return () => awaited;
}

/** A page of 10,000 tiles is made and read in seconds, and in minutes where everything else runs beside it. */
const pagePatienceMs = 150_000;

/** What the canvas shows when nothing more is awaited or changes for a while: pages come first as tiles, then in one piece. */
async function settled(page: Page, awaited: () => number): Promise<string> {
  let before = '';
  let same = 0;
  await expect.poll(async () => {
    const now = await seen(page);
    same = now === before && awaited() === 0 ? same + 1 : 0;
    before = now;
    return same;
  }, { timeout: pagePatienceMs, interval: 150 }).toBeGreaterThan(6);
  return before;
}

describeInBrowser('A grid of 100 × 100 × 3 cells', (browser) => {
  let api: ScriptedGridApi;
  let page: Page;
  let grid: Grid;
  let awaited: () => number;

  beforeAll(async () => {
    api = await startScriptedGridApi({ pageFolder, axes: [{ name: 'cfg', labels: numbers(100) }, { name: 'seed', labels: numbers(100, 1_000) }, { name: 'sampler', labels: ['euler', 'dpmpp_2m', 'lcm'] }] });
    page = await browser.visit();
    awaited = countAwaitedPictures(page);
    grid = new Grid(page);
    await page.goto(`${api.url}/plans/${api.planId}`);
  });
  afterAll(() => api.close());

  it('has elements for the cells on the screen alone, and says how many there are', async () => {
    await grid.cell('cfg 0, seed 1000').waitFor();

    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('100');
    expect(await page.getByRole('grid').getAttribute('aria-colcount')).toBe('100');
    expect(await page.getByRole('gridcell').count()).toBeLessThan(700);
    expect(await violations(page)).toEqual([]);
  });

  it('takes the keyboard to the last cell and back', async () => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+End');
    await expect.poll(() => grid.cell('cfg 99, seed 1099').evaluate((cell) => cell === document.activeElement), patience).toBe(true);
    await page.keyboard.press('Control+Home');

    await expect.poll(() => grid.cell('cfg 0, seed 1000').evaluate((cell) => cell === document.activeElement), patience).toBe(true);
  });

  it('shows other pictures at every value of the scrubber, and the same ones when one comes back', async () => {
    await page.keyboard.press('0');
    const shown: string[] = [];
    for (const sampler of ['euler', 'dpmpp_2m', 'lcm', 'euler']) {
      await expect.poll(() => grid.slider('sampler').getAttribute('aria-valuetext'), patience).toBe(sampler);
      await expect.poll(() => seen(page), { ...patience, timeout: pagePatienceMs }).not.toBe(shown.at(-1));
      shown.push(await settled(page, awaited));
      await page.keyboard.press('.');
    }

    expect(new Set(shown.slice(0, 3)).size).toBe(3);
    expect(shown[3]).toBe(shown[0]);
  }, 4 * pagePatienceMs);
});

describeInBrowser('A grid that is being drawn', (browser) => {
  let api: ScriptedGridApi;
  let page: Page;
  let grid: Grid;
  const running = (base: CellBase): CellView => ({ ...base, state: 'running', serverName: 'RTX 4090', progress: 0.4 });

  beforeAll(async () => {
    api = await startScriptedGridApi({ pageFolder, axes: [{ name: 'steps', labels: ['4', '8'] }, { name: 'sampler', labels: ['euler', 'lcm'] }], cell: (_, base) => ({ ...base, state: 'waiting' }) });
    page = await browser.visit({ colorScheme: 'light' });
    grid = new Grid(page);
    await page.goto(`${api.url}/plans/${api.planId}`);
    await grid.cell('steps 8, sampler lcm').waitFor();
  });
  afterAll(() => api.close());

  it('says each new state without being asked', async () => {
    api.change([{ index: 0, change: running }, { index: 1, change: (base) => ({ ...base, state: 'failed', reason: 'out of memory' }) }, { index: 2, change: (base) => ({ ...base, state: 'skipped', reason: 'steps > 4', isByHand: false }) }]);

    await page.getByRole('gridcell', { name: 'steps 4, sampler euler: running 40 %' }).waitFor();
    await page.getByRole('gridcell', { name: 'steps 8, sampler euler: failed, out of memory' }).waitFor();
    await page.getByRole('gridcell', { name: 'steps 4, sampler lcm: skipped, steps > 4' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('goes to the failure and says why in the large view', async () => {
    await page.keyboard.press('e');
    await page.keyboard.press('Enter');

    await page.getByRole('dialog').getByText('out of memory').first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows the finished picture in place of the last state', async () => {
    const before = await seen(page);

    api.change([0, 1, 2, 3].map((index) => ({ index, change: (base: CellBase): CellView => ({ ...base, state: 'done', origin: index === 3 ? 'reused' : 'drawn', lead: { image: String(index).padStart(64, 'a'), widthPx: 512, heightPx: 512 }, outputCount: 1, isUnverified: false }) })));

    await page.getByRole('gridcell', { name: 'steps 8, sampler lcm: done, reused' }).waitFor();
    await expect.poll(() => seen(page), patience).not.toBe(before);
    await expect.poll(() => page.title(), patience).toBe('steps × sampler · Gridscope');
  });
});
