import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { Builder } from './support/builder.js';
import { Grid } from './support/grid.js';
import { describeInBrowser, patience } from './support/test-browser.js';
import { withProgram } from './support/with-program.js';

const mostTabs = 120;

/** Goes on with Tab until the control of this role and name has the keyboard. */
async function tabTo(page: Page, role: 'button' | 'gridcell' | 'link' | 'textbox', name: RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name });
  await wanted.first().waitFor();
  for (let count = 0; count < mostTabs; count += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluateAll((elements) => elements.some((element) => element === document.activeElement))) return;
  }
  throw new Error(`${mostTabs} times Tab did not reach ${role} ${name}`);
}

describeInBrowser('Without a pointer', (browser) => {
  const program = withProgram();

  it('one makes an experiment from a template, starts it, opens a cell and comes back', async () => {
    const page = await browser.visit();
    const grid = new Grid(page);
    const builder = new Builder(page);
    await page.goto(program().url);
    await page.getByRole('button', { name: 'Draw', exact: true }).waitFor();

    await page.keyboard.press('n');
    await tabTo(page, 'button', /^Text to image A prompt/);
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', /^Starting value of .*width/);
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: /^Starting value of .*width/ }).waitFor();
    await tabTo(page, 'textbox', /^Starting value of .*width/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('128');
    await page.keyboard.press('Escape');
    await tabTo(page, 'button', /^Vary KSampler steps/);
    await page.keyboard.press('Enter');
    await expect.poll(() => builder.valuesOf('steps').evaluate((field) => field === document.activeElement), patience).toBe(true);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('3, 4');
    await expect.poll(() => builder.start.textContent(), patience).toMatch('draw 2');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/plans\//);
    await grid.finished(2);
    await tabTo(page, 'gridcell', /steps 3/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');

    await expect.poll(() => grid.largePicture(), patience).toMatch(/\/images\//);
    await page.keyboard.press('Escape');
    await grid.large.waitFor({ state: 'detached' });
    await expect.poll(() => grid.cell('steps 4').evaluate((cell) => cell === document.activeElement), patience).toBe(true);
    await tabTo(page, 'link', /^Back to the experiment/);
    await page.keyboard.press('Enter');
    await builder.start.waitFor();
  });
});
