import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { Builder } from './support/builder.js';
import { lighthouse } from './files/files.js';
import { Grid } from './support/grid.js';
import { describeInBrowser, patience } from './support/test-browser.js';
import { withProgram } from './support/with-program.js';

const token = 'a-token-of-the-browser-tests';

describeInBrowser('A Gridscope with a token', (browser) => {
  const program = withProgram({ GRIDSCOPE_TOKEN: token, HOST: '0.0.0.0' });
  let page: Page;

  beforeAll(async () => {
    page = await browser.visit();
  });

  it('asks for the token and shows nothing of the experiments', async () => {
    await page.goto(program().url);

    await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('steps × sampler × prompt').count()).toBe(0);
    expect((await page.request.get(`${program().url}/api/v1/experiments`)).status()).toBe(401);
  });

  it('says that a wrong token is wrong, and asks again', async () => {
    await page.getByLabel('Token').fill('not-the-right-token');
    await page.getByRole('button', { name: 'Sign in' }).click();

    await expect.poll(() => page.getByRole('dialog', { name: 'Sign in' }).textContent(), patience).toMatch(/not the token|wrong token|token is (wrong|not)|does not fit/i);
    expect(await page.getByLabel('Token').isEnabled()).toBe(true);
  });

  it('lets the right token in, and draws with live news and pictures', async () => {
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Draw', exact: true }).waitFor();

    const builder = new Builder(page);
    const grid = new Grid(page);
    await builder.open(program().url);
    await builder.choose(lighthouse);
    await builder.vary('KSampler steps', '3, 4');
    await expect.poll(() => builder.start.isEnabled(), patience).toBe(true);
    await builder.start.click();
    await grid.finished(2);
    await grid.cell('steps 4').dblclick();

    await expect.poll(() => grid.largePicture(), patience).toMatch(/\/images\/[0-9a-f]{64}$/);
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  it('keeps whoever came in once in over a reload', async () => {
    await page.goto(program().url);

    await page.getByRole('link', { name: 'steps', exact: true }).waitFor();
    expect(await page.getByRole('dialog', { name: 'Sign in' }).count()).toBe(0);
  });
}, { areSteps: true });
