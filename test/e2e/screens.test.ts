import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { Builder } from './support/builder.js';
import { Grid } from './support/grid.js';
import { describeInBrowser, patience } from './support/test-browser.js';
import { violations } from './support/violations.js';
import { withProgram } from './support/with-program.js';

const themes = ['dark', 'light'] as const;
/** A minute on two idle cores; its 60 pictures are computed, and others may compute beside it. */
const exampleMs = 480_000;

describeInBrowser('The first visit and every screen after it', (browser) => {
  const program = withProgram();
  let page: Page;
  let grid: Grid;
  let planUrl: string;
  let experimentUrl: string;

  beforeAll(async () => {
    page = await browser.visit();
    grid = new Grid(page);
  });

  it.each(themes)('has a first visit without an obstacle for assistive technology, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(program().url);
    await page.getByRole('button', { name: 'Draw', exact: true }).waitFor();

    expect(await violations(page)).toEqual([]);
  });

  it('draws the example to its end at one click', async () => {
    await page.getByRole('button', { name: 'Draw', exact: true }).click();

    await page.waitForURL(/\/plans\//);
    await grid.finished(60, exampleMs);
    await expect.poll(() => page.title(), patience).toBe('steps × sampler × prompt · Gridscope');
    planUrl = page.url();
    experimentUrl = `${program().url}${await page.getByRole('link', { name: /^Back to the experiment/ }).getAttribute('href')}`;
  }, 2 * exampleMs);

  const screens: [string, () => Promise<void>][] = [
    ['experiments', async () => {
      await page.goto(program().url);
      await page.getByRole('link', { name: 'steps × sampler × prompt', exact: true }).waitFor();
    }],
    ['the choice of a workflow', () => new Builder(page).open(program().url)],
    ['the builder', async () => {
      await page.goto(experimentUrl);
      await page.getByRole('table', { name: 'What would be drawn' }).waitFor();
    }],
    ['the grid', async () => {
      await page.goto(planUrl);
      await grid.cell('steps 8, sampler lcm').click();
      const panel = page.getByRole('button', { name: 'Cell panel' });
      if ((await panel.getAttribute('aria-pressed')) === 'false') await panel.click();
      await page.getByRole('complementary', { name: 'Cell' }).getByText('Parameters').waitFor();
    }],
    ['the menu of a cell', async () => {
      await page.goto(planUrl);
      await grid.cell('steps 8, sampler lcm').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Draw again' }).hover();
    }],
    ['priority and order', async () => {
      await page.goto(planUrl);
      await grid.cell('steps 8, sampler lcm').waitFor();
      await page.keyboard.press('o');
      await page.getByRole('radio', { name: 'Row by row' }).waitFor();
    }],
    ['a pause of everything', async () => {
      await page.goto(program().url);
      const everything = page.getByRole('button', { name: /^Everything/ });
      await everything.click();
      const pause = page.getByRole('menuitem', { name: /^Pause everything/ });
      if (await pause.isVisible()) await pause.click();
      else await page.keyboard.press('Escape');
      await page.getByText(/^Everything is paused since/).waitFor();
    }],
    ['the large view', async () => {
      await page.goto(planUrl);
      await grid.cell('steps 8, sampler lcm').dblclick();
      await grid.large.getByRole('button', { name: 'Everything about the cell' }).click();
      await grid.large.getByText('Parameters').waitFor();
      await page.evaluate(() => localStorage.removeItem('gridscope.large-view-info'));
    }],
    ['export', async () => {
      await page.goto(planUrl);
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByRole('button', { name: 'Make the file' }).waitFor();
    }],
    ['servers', async () => {
      await page.goto(`${program().url}/servers`);
      await page.getByRole('article').first().waitFor();
      await page.getByRole('img', { name: /^What .* did: / }).waitFor();
    }],
    ['the menu of a server', async () => {
      await page.goto(`${program().url}/servers`);
      await page.getByRole('button', { name: /^Actions for / }).click();
      await page.getByRole('menuitem', { name: /^Free memory/ }).hover();
    }],
    ['adding a server', async () => {
      await page.goto(`${program().url}/servers`);
      await page.getByRole('button', { name: 'Add a server' }).click();
      await page.getByRole('textbox', { name: 'Address' }).waitFor();
    }],
    ['the list of keys', async () => {
      await page.goto(planUrl);
      await grid.cell('steps 8, sampler lcm').waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    }],
    ['the palette', async () => {
      await page.goto(program().url);
      await page.getByRole('button', { name: 'Find anything' }).click();
      // A highlighted choice stands on another ground than the others.
      await page.getByRole('option').first().hover();
      await page.locator('[role=option][data-highlighted]').waitFor();
    }],
    ['an address at which there is nothing', async () => {
      await page.goto(`${program().url}/nowhere`);
      await page.getByRole('heading', { name: 'There is nothing at this address.' }).waitFor();
    }],
  ];

  it.each(screens.flatMap(([name, open]) => themes.map((theme) => [name, theme, open] as const)))('shows %s without an obstacle for assistive technology, %s', async (_, colorScheme, open) => {
    await page.emulateMedia({ colorScheme });
    await open();

    expect(await violations(page)).toEqual([]);
  });
});
