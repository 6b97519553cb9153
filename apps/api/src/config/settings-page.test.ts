import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settingsPage } from './settings-page.js';

it('is what docs/reference/settings.md says', () => {
  const kept = readFileSync(new URL('../../../../docs/reference/settings.md', import.meta.url), 'utf8');

  expect(kept, 'run npm run reference').toBe(settingsPage());
});

it('names every setting with its default', () => {
  expect(settingsPage()).toContain('| `PORT` | a whole number | `8080` |');
});
