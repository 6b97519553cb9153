import { parseExactJson, type Json } from '@gridscope/comfy';
import { empty, json, text } from './answer.js';
import { bodyObject } from './queue-routes.js';
import type { Route } from './router.js';

/** Users and settings as a stock page asks for them (facts §1.12); settings live as long as the engine, and there are no user files. */
export function userRoutes(): Route[] {
  const settings = new Map<string, Json>();
  return [
    { method: 'GET', path: '/users', handler: () => json({ storage: 'server', migrated: false }) },
    { method: 'GET', path: '/settings', handler: () => json(Object.fromEntries(settings)) },
    { method: 'GET', path: '/settings/:id', handler: ({ parameters: { id = '' } }) => json(settings.get(id) ?? null) },
    {
      method: 'POST',
      path: '/settings',
      async handler(ask) {
        for (const [id, value] of Object.entries(await bodyObject(ask))) settings.set(id, value);
        return empty();
      },
    },
    {
      method: 'POST',
      path: '/settings/:id',
      async handler(ask) {
        settings.set(ask.parameters['id'] ?? '', parseExactJson((await ask.body()).toString('utf8'), { allowNaN: true }));
        return empty();
      },
    },
    { method: 'GET', path: '/userdata', handler: ({ query }) => (isGiven(query.get('dir')) ? text('Directory not found', 404) : text('Directory not provided', 400)) },
  ];
}

function isGiven(value: string | null): boolean {
  return value !== null && value !== '';
}
