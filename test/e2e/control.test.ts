import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Grid } from './support/grid.js';
import { startGrid, startStudio, type Studio } from './support/studio.js';
import { describeInBrowser, patience } from './support/test-browser.js';
import { withProgram } from './support/with-program.js';

const [columns, rows] = [5, 3];
const cellCount = columns * rows;

describeInBrowser('Steering a grid while it is drawn', (browser) => {
  const program = withProgram({ GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_DISCOVER: 'off' });
  let studio: Studio;
  let page: Page;
  let grid: Grid;

  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' });
  /** How many cells of the page are in a state, as a screen reader hears it. */
  const countOf = (state: RegExp) => page.getByRole('gridcell', { name: state }).count();
  const nothingGoesOn = () => expect.poll(() => countOf(/: (queued|running)/), patience).toBe(0);

  async function undo(message: RegExp): Promise<void> {
    await page.getByRole('listitem').filter({ hasText: message }).getByRole('button').first().click();
  }

  async function choose(text: string): Promise<void> {
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Find an action, experiment or server' }).fill(text);
    await page.getByRole('option', { name: text }).click();
  }

  beforeAll(async () => {
    studio = await startStudio(program().url, 'studio', { secondsPerPrompt: 1 });
    // Nothing is drawn before somebody looks: a slow machine would be at its end by then.
    await studio.drain(true);
    page = await browser.visit();
    grid = new Grid(page);
    const plan = await startGrid(program().url, { columns, rows });
    await page.goto(`${program().url}/plans/${plan.id}`);
  });
  afterAll(() => studio.leave());

  it('pauses by key, and stays paused over a reload', async () => {
    await grid.cell('seed 1, steps 3').waitFor();
    await studio.drain(false);
    await expect.poll(() => countOf(/: (running|done)/), patience).toBeGreaterThan(0);

    await page.keyboard.press('Shift+P');

    await button('Go on drawing').waitFor();
    await nothingGoesOn();
    await page.reload();
    await button('Go on drawing').waitFor();
    expect((await grid.progress()).done).toBeLessThan(cellCount);
  });

  it('takes another priority by key and another order from its dialog', async () => {
    await page.keyboard.press('Shift+ArrowUp');
    await page.getByText('priority 10', { exact: true }).waitFor();

    await page.keyboard.press('o');
    await page.getByRole('radio', { name: 'Row by row' }).click();
    await page.keyboard.press('Escape');

    await page.getByText('row by row', { exact: true }).waitFor();
  });

  it('draws one cell now, in a pause too', async () => {
    await grid.cell(`seed ${columns}, steps 5`).click();

    await page.keyboard.press('Shift+D');

    await expect.poll(() => grid.cell(`seed ${columns}, steps 5`).getAttribute('aria-label'), patience).toMatch(/: done$/);
    await expect.poll(() => countOf(/: waiting/), patience).toBeGreaterThan(0);
  });

  it('skips a row by hand from the menu of a cell, and undoes it', async () => {
    await grid.cell('seed 1, steps 5').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Skip the row steps 5' }).click();
    await expect.poll(() => countOf(/steps 5: skipped, /), patience).toBe(columns - 1);

    await undo(/^Skipped/);

    await expect.poll(() => countOf(/: skipped/), patience).toBe(0);
  });

  it('brings a row that was skipped by key back with one click', async () => {
    await grid.cell('seed 1, steps 5').click();
    await page.keyboard.press('Shift+K');
    await expect.poll(() => countOf(/steps 5: skipped, /), patience).toBe(columns - 1);

    await button(/^Bring steps 5 back/).click();

    await expect.poll(() => countOf(/: skipped/), patience).toBe(0);
  });

  it('cancels one cell and tries it again, by key', async () => {
    await grid.cell('seed 2, steps 5').click();
    await page.keyboard.press('c');
    await grid.cell('seed 2, steps 5').and(page.getByRole('gridcell', { name: /cancelled$/ })).waitFor();

    await page.keyboard.press('r');

    await grid.cell('seed 2, steps 5').and(page.getByRole('gridcell', { name: /done$/ })).waitFor();
  });

  it('skips one cell and brings it back, by key', async () => {
    await grid.cell('seed 3, steps 5').click();
    await page.keyboard.press('k');
    await grid.cell('seed 3, steps 5').and(page.getByRole('gridcell', { name: /skipped/ })).waitFor();

    await page.keyboard.press('k');

    await grid.cell('seed 3, steps 5').and(page.getByRole('gridcell', { name: /waiting$/ })).waitFor();
  });

  it('cancels the rest from the palette, and undoes that', async () => {
    const open = await countOf(/: waiting/);
    await choose('Cancel what is not done');
    await expect.poll(() => countOf(/: cancelled/), patience).toBe(open);

    await undo(/^Cancelled/);

    await expect.poll(() => countOf(/: cancelled/), patience).toBe(0);
  });

  it('pauses everything, which survives a reload and is resumed from the bar', async () => {
    await choose('Pause everything');
    await page.getByText(/^Everything is paused since/).waitFor();
    await page.reload();
    await page.getByText(/^Everything is paused since/).waitFor();
    const { done } = await grid.progress();
    if (await button('Go on drawing').isVisible()) await button('Go on drawing').click();
    await button('Pause drawing').waitFor();
    expect((await grid.progress()).done).toBe(done);

    await button(/^Resume/).click();

    await grid.finished(cellCount);
    expect(await page.getByText(/^Everything is paused/).count()).toBe(0);
  });

  it('is extended in the builder, which says how much is new', async () => {
    await page.keyboard.press('Shift+X');
    await page.getByText(/^Extend seeds × steps/).waitFor();
    await page.getByText('Nothing is new yet: add values or axes.').waitFor();

    await page.getByRole('textbox', { name: /^Values of steps/ }).fill('3-6');

    await page.getByText(`${columns} cells are new, ${cellCount} are reused from what is drawn.`).waitFor();
  });

  it('brings a deleted experiment back when that is undone', async () => {
    await page.goto(program().url);
    await button('Actions for seeds × steps').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('link', { name: 'seeds × steps' }).waitFor({ state: 'detached' });

    await undo(/^Deleted/);

    await page.getByRole('link', { name: 'seeds × steps' }).waitFor();
  });
}, { areSteps: true });
