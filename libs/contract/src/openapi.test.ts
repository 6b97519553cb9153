import { expect, it } from 'vitest';
import { endpoints } from './endpoints.js';
import { openApiDocument } from './openapi.js';

it('describes every endpoint once, by its name', () => {
  const document = openApiDocument('1.2.3') as { paths: Record<string, Record<string, { operationId: string }>> };

  const named = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((operation) => operation.operationId));

  expect(named.sort()).toEqual(Object.keys(endpoints).sort());
});

it('names the parameters of a path', () => {
  const document = JSON.stringify(openApiDocument('1.2.3'));

  expect(document).toContain('/api/v1/plans/{planId}/cells');
});

it('refers to nothing that it does not hold', () => {
  const document = openApiDocument('1.2.3') as { components: { schemas: Record<string, object> } };

  const referred = new Set([...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]));

  expect([...referred].filter((name) => !(name! in document.components.schemas))).toEqual([]);
  expect(JSON.stringify(document)).not.toContain('$defs');
});

it('says of every named schema what it is made of', () => {
  const document = openApiDocument('1.2.3') as { components: { schemas: Record<string, { $ref?: string }> } };

  expect(Object.entries(document.components.schemas).filter(([, schema]) => schema.$ref !== undefined)).toEqual([]);
});
