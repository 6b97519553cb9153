// `npm run reference`: writes the reference pages and the OpenAPI document that are made from code.
import { mkdirSync, writeFileSync } from 'node:fs';
import { build, root } from './build.mjs';

build();
const { settingsPage } = await import('../apps/api/dist/config/settings-page.js');
const { version } = await import('../apps/api/dist/config/version.js');
const { openApiDocument } = await import('../libs/contract/dist/index.js');
mkdirSync(`${root}docs/reference`, { recursive: true });
writeFileSync(`${root}docs/reference/settings.md`, settingsPage());
writeFileSync(`${root}docs/reference/openapi.json`, `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
