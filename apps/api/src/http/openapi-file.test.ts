import { readFileSync } from 'node:fs';
import { openApiDocument } from '@gridscope/contract';
import { expect, it } from 'vitest';
import { version } from '../config/version.js';

it('keeps docs/reference/openapi.json true', () => {
  const kept: unknown = JSON.parse(readFileSync(new URL('../../../../docs/reference/openapi.json', import.meta.url), 'utf8'));

  expect(kept, 'run npm run reference').toEqual(JSON.parse(JSON.stringify(openApiDocument(version))));
});
