import { expect, it } from 'vitest';
import { chromiumPath } from './support/test-browser.js';

const remedy = 'The browser tests were skipped: no Chromium, Chrome or Edge was found. Install one (Debian: apt-get install chromium), or name one with CHROMIUM_PATH.';

it('finds a browser, or says that the browser tests are skipped and how to get one', () => {
  if (process.env['GRIDSCOPE_REQUIRE_BROWSER'] === '1') expect(chromiumPath, remedy).toBeDefined();
  else if (chromiumPath === undefined) process.stderr.write(`${remedy}\n`);
});
