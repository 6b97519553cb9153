import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { endpoints } from './endpoints.js';
import { problemAnswer } from './problem.js';
import { schemaNames } from './schema-names.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The OpenAPI 3.1 document of the API, made from the endpoint table and its schemas. */
export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  const schemas = new SharedSchemas();
  for (const [operationId, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = `/api/v1${endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(operationId, endpoint, schemas) };
  }
  return { openapi: '3.1.0', info: { title: 'Gridscope', version, description: 'Experiments, plans, cells, images and servers.' }, paths, components: { schemas: schemas.all } };
}

/** Schemas with a name of their own are written once and referred to. What is sent may leave out defaults, so it is a schema of its own. */
class SharedSchemas {
  readonly all: Record<string, JsonSchema> = {};

  of(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const suffix = io === 'input' ? 'Input' : '';
    const { $defs, $schema: _, id: __, ...whole } = z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: schemaNames });
    for (const [name, shared] of Object.entries($defs ?? {})) this.all[name + suffix] = hoisted(shared, suffix);
    const name = schemaNames.get(schema)?.id;
    if (name === undefined) return hoisted(whole, suffix);
    // A schema that stands in $defs itself is only referred to here.
    if (whole.$ref === undefined) this.all[name + suffix] = hoisted(whole, suffix);
    return { $ref: `#/components/schemas/${name}${suffix}` };
  }
}

/** References made for one schema alone, turned to where the document keeps them. */
function hoisted(schema: JsonSchema, suffix: string): JsonSchema {
  // Text in, text out: the shape stays what it was.
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key === 'id' && typeof value === 'string' ? undefined : value)).replace(/"#\/\$defs\/(\w+)"/g, `"#/components/schemas/$1${suffix}"`)) as JsonSchema;
}

function operation(operationId: string, endpoint: Endpoint, schemas: SharedSchemas): object {
  const body = requestBody(endpoint, schemas);
  return {
    operationId,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1]],
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint, schemas)],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...answers(endpoint, schemas), default: { description: 'Refused', content: { 'application/problem+json': { schema: schemas.of(problemAnswer, 'output') } } } },
  };
}

function answers(endpoint: Endpoint, schemas: SharedSchemas): Record<number, object> {
  const answer = success(endpoint, schemas);
  const found = { [successStatus(endpoint)]: answer };
  return endpoint.isDownWith503 === true ? { ...found, 503: { ...answer, description: 'The program cannot work' } } : found;
}

/** The status of success: 204 without a body, 201 where something new is made, else 200. */
export function successStatus(endpoint: Endpoint): 200 | 201 | 204 {
  if (endpoint.answer === undefined && endpoint.file === undefined) return 204;
  return endpoint.isMaking === true ? 201 : 200;
}

function success(endpoint: Endpoint, schemas: SharedSchemas): object {
  if (endpoint.answer !== undefined) return { description: endpoint.summary, content: { 'application/json': { schema: schemas.of(endpoint.answer, 'output') } } };
  if (endpoint.file !== undefined) return { description: endpoint.summary, content: { [endpoint.file]: {} } };
  return { description: 'Done' };
}

function requestBody(endpoint: Endpoint, schemas: SharedSchemas): object | undefined {
  if (endpoint.upload !== undefined) return { required: true, content: { [endpoint.upload]: {} } };
  if (endpoint.body === undefined) return undefined;
  return { required: true, content: { 'application/json': { schema: schemas.of(endpoint.body, 'input') } } };
}

function pathParameters(endpoint: Endpoint): object[] {
  return [...endpoint.path.matchAll(/:([A-Za-z]+)/g)].map((match) => ({ name: match[1], in: 'path', required: true, schema: { type: 'string' } }));
}

function queryParameters(endpoint: Endpoint, schemas: SharedSchemas): object[] {
  if (endpoint.query === undefined) return [];
  const schema = schemas.of(endpoint.query, 'input');
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({ name, in: 'query', required: required.has(name), schema: property }));
}
