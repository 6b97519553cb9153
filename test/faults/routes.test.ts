import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { type Endpoint, endpoints, successStatus } from '@gridscope/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, temporaryFolder } from '../support/start-app.js';

type Class = abstract new (...args: never[]) => object;

interface Route {
  /** `POST /plans/:planId/pause`. */
  name: string;
  /** Of success. */
  status: number;
}

/** Every method of a controller that answers requests. */
function routesOf(controller: Class): Route[] {
  const base = String(Reflect.getMetadata(PATH_METADATA, controller) ?? '/');
  // Methods of a class that Nest put its notes on.
  const methods = Object.values(Object.getOwnPropertyDescriptors(controller.prototype)).map((property) => property.value as object);
  return methods.filter((method) => typeof method === 'function' && Reflect.hasMetadata(METHOD_METADATA, method)).map((method) => {
    const path = `/${base}/${String(Reflect.getMetadata(PATH_METADATA, method))}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
    // Nest keeps the number of the method, and the status where it was given.
    const verb = Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod;
    const given = Reflect.getMetadata(HTTP_CODE_METADATA, method) as number | undefined;
    return { name: `${RequestMethod[verb]} ${path}`, status: given ?? (verb === RequestMethod.POST ? 201 : 200) };
  });
}

const cleanUp: (() => Promise<void>)[] = [];
let routes: Route[];
let served: string[];
const written = Object.values<Endpoint>(endpoints).map(({ method, path }) => `${method} ${path}`);

beforeAll(async () => {
  const app = await startApp(await temporaryFolder((clean) => cleanUp.push(clean)), { GRIDSCOPE_ENGINE: 'off' });
  const modules = [...app.nest.get(ModulesContainer).values()];
  const controllers = new Set(modules.flatMap((module) => [...module.controllers.values()].map((controller) => controller.metatype)));
  // A controller's class is what Nest made it from.
  routes = [...controllers].flatMap((controller) => routesOf(controller as Class));
  served = routes.map(({ name }) => name);
  await app.close();
});

afterAll(async () => {
  for (const clean of cleanUp) await clean();
});

it('serves every endpoint of the contract', () => {
  expect(written.filter((route) => !served.includes(route))).toEqual([]);
});

it('serves nothing that is not in the contract', () => {
  expect(served.filter((route) => !written.includes(route))).toEqual([]);
});

it('serves no route twice', () => {
  expect(served.length).toBe(new Set(served).size);
});

it('answers every success with the status that the document names', () => {
  const documented = new Map(Object.values<Endpoint>(endpoints).map((endpoint) => [`${endpoint.method} ${endpoint.path}`, successStatus(endpoint)]));

  const others = routes.filter(({ name, status }) => documented.get(name) !== status).map(({ name, status }) => `${name} answers ${status}, documented as ${documented.get(name)}`);

  expect(others).toEqual([]);
});
