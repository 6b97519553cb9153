import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { lighthouse } from './files/files.js';
import { Builder } from './support/builder.js';
import { Grid } from './support/grid.js';
import { describeInBrowser, patience } from './support/test-browser.js';
import { violations } from './support/violations.js';
import { withProgram } from './support/with-program.js';

const viewport = { width: 390, height: 844 };

describeInBrowser('On a phone, 390 px wide', (browser) => {
  const program = withProgram();
  let page: Page;
  let builder: Builder;
  let grid: Grid;

  beforeAll(async () => {
    page = await browser.visit({ viewport, hasTouch: true, isMobile: true });
    builder = new Builder(page);
    grid = new Grid(page);
  });

  /** The page itself never scrolls sideways, and the control lies inside of the window. */
  async function isUsable(control: Locator): Promise<void> {
    await control.waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    await control.scrollIntoViewIfNeeded();
    const box = await control.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
  }

  it('the first visit and its Draw fit', async () => {
    await page.goto(program().url);

    await isUsable(page.getByRole('button', { name: 'Draw', exact: true }));
  });

  it('the builder varies an input and starts', async () => {
    await builder.open(program().url);
    await builder.choose(lighthouse);
    await page.getByRole('tab', { name: 'Workflow' }).tap();
    await builder.workflow.getByRole('button', { name: 'Vary KSampler steps ' }).tap();
    await isUsable(builder.valuesOf('KSampler steps'));
    await builder.valuesOf('KSampler steps').fill('3, 4, 8');
    await page.getByRole('tab', { name: 'Workflow' }).tap();
    await builder.workflow.getByRole('button', { name: 'Vary KSampler sampler_name ' }).tap();
    await builder.valuesOf('KSampler sampler_name').fill('euler, lcm');
    await expect.poll(() => builder.start.textContent(), patience).toMatch('draw 6');

    await isUsable(builder.start);
    await builder.start.tap();

    await page.waitForURL(/\/plans\//);
  });

  it('the grid shows its cells, a tap opens one and a swipe goes on', async () => {
    await grid.finished(6);
    const first = page.getByRole('gridcell', { name: /steps 3/ }).first();
    await isUsable(first);
    expect(await violations(page)).toEqual([]);

    await first.tap();
    await expect.poll(() => grid.largePicture(), patience).toMatch(/\/images\//);
    const before = await grid.largePicture();
    await swipeLeft(grid.large.getByRole('img').first());

    await expect.poll(() => grid.largePicture(), patience).not.toBe(before);
    await isUsable(grid.large.getByRole('button', { name: 'Back to the grid' }));
    expect(await violations(page)).toEqual([]);
  });

  it('the list of experiments fits, and leads back to the grid', async () => {
    await page.goto(program().url);

    const link = page.getByRole('link', { name: 'steps × sampler_name', exact: true });
    await isUsable(link);
    await isUsable(page.getByRole('button', { name: 'New', exact: true }));
    expect(await violations(page)).toEqual([]);
    await link.tap();
    await page.waitForURL(/\/plans\//);
  });

  it('servers fit', async () => {
    await page.goto(`${program().url}/servers`);

    await isUsable(page.getByRole('button', { name: 'Add a server' }));
    await isUsable(page.getByRole('article').first());
  });

  /** A finger across the picture, as the browser reports one. */
  async function swipeLeft(picture: Locator): Promise<void> {
    const box = await picture.boundingBox();
    if (box === null) throw new Error('the picture is not shown');
    const devtools = await page.context().newCDPSession(page);
    const y = box.y + box.height / 2;
    const at = (part: number) => [{ x: box.x + part * box.width, y }];
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0.8) });
    for (const part of [0.6, 0.4, 0.2]) await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(part) });
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
}, { areSteps: true });
