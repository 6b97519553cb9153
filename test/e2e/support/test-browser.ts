import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { findChromium } from './find-chromium.js';

export const chromiumPath = findChromium();

/** Long enough for two busy cores; whatever waits looks again and again until then. */
export const patience = { timeout: 30_000, interval: 50 };

interface Visit {
  page: Page;
  /** What went wrong in the page that nobody caught, or that its content security policy forbade. */
  errors: string[];
}

/** A Chromium for the tests of one file. */
export class TestBrowser {
  private readonly visits: Visit[] = [];
  private browser: Browser | undefined;

  async launch(): Promise<void> {
    // Where a container's root runs it, Chromium's sandbox cannot start.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    this.browser = await chromium.launch({ executablePath: chromiumPath, args });
  }

  /** Somebody new: nothing is kept of earlier visits. By default a window of 1280 × 800 on a dark system. */
  async visit(options: BrowserContextOptions = {}): Promise<Page> {
    if (this.browser === undefined) throw new Error('the browser is launched before a test begins');
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark', acceptDownloads: true, ...options });
    context.setDefaultTimeout(patience.timeout);
    const visit: Visit = { page: await context.newPage(), errors: [] };
    visit.page.on('pageerror', (error) => visit.errors.push(String(error)));
    visit.page.on('console', (message) => message.type() === 'error' && /content security policy/i.test(message.text()) && visit.errors.push(message.text()));
    this.visits.push(visit);
    return visit.page;
  }

  /** Pictures of all open pages, for whoever looks into a failure. Gives their folder. */
  async takePictures(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'gridscope-e2e-'));
    await Promise.all(this.visits.filter(({ page }) => !page.isClosed()).map(({ page }, place) => page.screenshot({ path: join(folder, `${place}.png`) })));
    return folder;
  }

  takeErrors(): string[] {
    return this.visits.flatMap(({ errors }) => errors.splice(0));
  }

  async close(): Promise<void> {
    await this.browser?.close();
  }
}

/** Tests in an installed Chromium, one after the other; after a failure the rest is skipped where they are steps of one visit. */
export function describeInBrowser(title: string, tests: (browser: TestBrowser) => void, options: { areSteps?: true } = {}): void {
  describe.skipIf(chromiumPath === undefined)(title, () => {
    const browser = new TestBrowser();
    let hasFailed = false;
    beforeAll(() => browser.launch());
    afterAll(() => browser.close());
    beforeEach(({ skip }) => skip(options.areSteps === true && hasFailed, 'an earlier step failed'));
    afterEach(async ({ task }) => {
      const errors = browser.takeErrors();
      const isFailed = task.result?.state === 'fail';
      hasFailed ||= isFailed || errors.length > 0;
      if (isFailed) process.stderr.write(`${task.name}: the page is shown in ${await browser.takePictures()}\n`);
      if (errors.length > 0) throw new Error(`the page went wrong: ${errors.join('\n')}`);
    });
    tests(browser);
  });
}
