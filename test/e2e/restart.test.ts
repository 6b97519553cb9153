import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkDataFolder } from '../support/check-data-folder.js';
import { lighthouse } from './files/files.js';
import { Builder } from './support/builder.js';
import { Grid } from './support/grid.js';
import { type Program, startProgram } from './support/start-program.js';
import { describeInBrowser, patience } from './support/test-browser.js';

const cellCount = 30;

describeInBrowser('A program that is killed while the page is open', (browser) => {
  let dataFolder: string;
  let program: Program;
  let page: Page;
  let grid: Grid;

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'gridscope-'));
    program = await startProgram(dataFolder);
    page = await browser.visit();
    grid = new Grid(page);
  });
  afterAll(async () => {
    await program.kill();
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('leaves a page that says since when the connection is lost', async () => {
    const builder = new Builder(page);
    await builder.open(program.url);
    await builder.choose(lighthouse);
    await builder.vary('KSampler steps', '12, 18, 24');
    await builder.vary('KSampler seed', '1-10');
    await expect.poll(() => builder.start.isEnabled(), patience).toBe(true);
    await builder.start.click();
    await expect.poll(async () => (await grid.progress()).done, patience).toBeGreaterThan(2);

    await program.kill();

    await page.getByText(/No connection to Gridscope since/).waitFor();
    expect((await grid.progress()).done).toBeLessThan(cellCount);
  });

  it('goes on where it was when it is started again, and the page comes back by itself', async () => {
    const { port } = new URL(program.url);

    program = await startProgram(dataFolder, { PORT: port });

    await page.getByText(/No connection to Gridscope since/).waitFor({ state: 'detached' });
    await grid.finished(cellCount);
  });

  it('leaves a data folder in which nothing is lost, doubled or torn', async () => {
    await program.kill();

    const { problems, soundFiles } = await checkDataFolder(dataFolder, { wasKilled: true });

    expect(problems).toEqual([]);
    expect(soundFiles).toBe(cellCount);
  });
}, { areSteps: true });
