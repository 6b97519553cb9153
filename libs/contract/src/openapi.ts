import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { endpoints } from './endpoints.js';
import { problemAnswer } from './problem.js';

/** The OpenAPI 3.1 document of the API, made from the endpoint table and its schemas. */
export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [operationId, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = `/api/v1${endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(operationId, endpoint) };
  }
  return { openapi: '3.1.0', info: { title: 'Gridscope', version, description: 'Experiments, plans, cells, images and servers.' }, paths };
}

function operation(operationId: string, endpoint: Endpoint): object {
  const body = requestBody(endpoint);
  return {
    operationId,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1]],
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint)],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { [successStatus(endpoint)]: success(endpoint), default: { description: 'Refused', content: { 'application/problem+json': { schema: schemaOf(problemAnswer, 'output') } } } },
  };
}

/** The status of success: 204 without a body, 201 for POST, else 200. */
export function successStatus(endpoint: Endpoint): 200 | 201 | 204 {
  if (endpoint.answer === undefined && endpoint.file === undefined) return 204;
  return endpoint.method === 'POST' ? 201 : 200;
}

function success(endpoint: Endpoint): object {
  if (endpoint.answer !== undefined) return { description: endpoint.summary, content: { 'application/json': { schema: schemaOf(endpoint.answer, 'output') } } };
  if (endpoint.file !== undefined) return { description: endpoint.summary, content: { [endpoint.file]: {} } };
  return { description: 'Done' };
}

function requestBody(endpoint: Endpoint): object | undefined {
  if (endpoint.upload !== undefined) return { required: true, content: { [endpoint.upload]: {} } };
  if (endpoint.body === undefined) return undefined;
  return { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } };
}

function pathParameters(endpoint: Endpoint): object[] {
  return [...endpoint.path.matchAll(/:([A-Za-z]+)/g)].map((match) => ({ name: match[1], in: 'path', required: true, schema: { type: 'string' } }));
}

function queryParameters(endpoint: Endpoint): object[] {
  if (endpoint.query === undefined) return [];
  const schema = schemaOf(endpoint.query, 'input');
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({ name, in: 'query', required: required.has(name), schema: property }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output') {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' });
}
