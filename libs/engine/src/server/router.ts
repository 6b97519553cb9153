import type { Answer, Ask } from './answer.js';

export type Handler = (ask: Ask) => Answer | Promise<Answer>;

export interface Route {
  method: 'GET' | 'POST';
  /** `:name` takes one segment. */
  path: string;
  handler: Handler;
}

export type Found = { handler: Handler; parameters: Record<string, string> } | { allow: string[] };

interface Compiled { method: string; pattern: RegExp; names: string[]; handler: Handler }

/** Finds the route for a request. Every route exists bare and under `/api` (facts §1.1). GET routes answer HEAD. */
export class Router {
  private readonly routes: readonly Compiled[];

  constructor(routes: readonly Route[]) {
    this.routes = routes.flatMap((route) => [compile(route, ''), compile(route, '/api')]);
  }

  /** Without a match: the methods that this path takes (none for an unknown path). */
  find(method: string, path: string): Found {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const allow = new Set<string>();
    for (const { method: taken, pattern, names, handler } of this.routes) {
      const match = pattern.exec(path);
      if (match === null) continue;
      if (taken === wanted) return { handler, parameters: Object.fromEntries(names.map((name, index) => [name, decode(match[index + 1] ?? '')])) };
      allow.add(taken);
    }
    return { allow: [...allow] };
  }
}

function compile({ method, path, handler }: Route, prefix: string): Compiled {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const pattern = new RegExp(`^${prefix}${path.replace(/:\w+/g, '([^/]+)')}$`);
  return { method, pattern, names, handler };
}

function decode(segment: string): string {
  return decodeURIComponent(segment);
}
