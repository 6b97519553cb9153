import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGrid, startStudio, type Studio } from './support/studio.js';
import { describeInBrowser, patience } from './support/test-browser.js';
import { violations } from './support/violations.js';
import { withProgram } from './support/with-program.js';

describeInBrowser('The page of servers', (browser) => {
  const program = withProgram({ GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_DISCOVER: 'off' });
  let attic: Studio;
  let cellar: Studio;
  let page: Page;
  let planUrl: string;

  const row = (name: string): Locator => page.getByRole('article').filter({ has: page.getByRole('heading', { name: new RegExp(`^${name}`) }) });

  beforeAll(async () => {
    attic = await startStudio(program().url, 'attic', { secondsPerPrompt: 1 });
    cellar = await startStudio(program().url, 'cellar', { secondsPerPrompt: 1 });
    page = await browser.visit();
    // More than are drawn while anybody looks, however slow the machine.
    const plan = await startGrid(program().url, { columns: 30, rows: 20 });
    planUrl = `${program().url}/plans/${plan.id}`;
  });
  afterAll(() => Promise.all([attic.leave(), cellar.leave()]));

  it('shows what every server draws, and what it did', async () => {
    await page.goto(`${program().url}/servers`);

    for (const name of ['attic', 'cellar']) {
      await row(name).getByRole('heading', { name: /drawing$/ }).waitFor();
      await row(name).getByRole('link', { name: 'seeds × steps', exact: true }).waitFor();
      await row(name).getByRole('img', { name: new RegExp(`^What ${name} did: .*drawing`) }).waitFor();
      await row(name).getByText('cells a minute').waitFor();
    }
  });

  it('drains one: it finishes what it holds and is given nothing more', async () => {
    await page.getByRole('button', { name: 'Drain attic' }).click();

    await row('attic').getByText('Drained: it is given nothing until you use it again.').waitFor();
    await row('attic').getByRole('img', { name: '0 of 1 seats taken' }).waitFor();
  });

  it('says why one cannot be reached', async () => {
    await cellar.leave();

    await row('cellar').getByRole('heading', { name: /unreachable/ }).waitFor();
    await row('cellar').getByText(/cannot be reached/).waitFor();
  });

  it.each(['dark', 'light'] as const)('has no obstacle for assistive technology with one drained and one away, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });

    expect(await violations(page)).toEqual([]);
  });

  it('leaves a grid that says since when no server is ready, and not how long it takes', async () => {
    await page.goto(planUrl);

    await page.getByText(/^No server is ready since/i).waitFor();
    expect(await page.getByText(/ left$/).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  it('uses the drained one again from the palette, and the grid goes on', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Find an action, experiment or server' }).fill('use attic');
    await page.getByRole('option', { name: /^Use attic again/ }).click();

    await page.getByText(/^No server is ready/i).waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('gridcell', { name: /: (queued|running)/ }).count(), patience).toBeGreaterThan(0);
  });
}, { areSteps: true });
