import { ApiClient } from '@gridscope/contract';

export interface FakeCall {
  route: string;
  query: Record<string, string>;
  body: unknown;
}

type Answer = (call: FakeCall & { path: string }) => unknown;

/** An answer that refuses, as the API words it. */
export class Refusal {
  constructor(readonly status: number, readonly detail: string) {}
}

/** A real ApiClient over answers given by route, `GET /experiments/:id`; what it was asked stands in `calls`. */
export function fakeApi(routes: Record<string, Answer>): { api: ApiClient; calls: FakeCall[]; fetch: typeof fetch } {
  const calls: FakeCall[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input), 'http://gridscope');
    const path = url.pathname.replace('/api/v1', '');
    const [route, answer] = Object.entries(routes).find(([wanted]) => isRoute(wanted, init?.method ?? 'GET', path)) ?? [`${init?.method} ${path}`, () => new Refusal(404, `Nothing is at ${path}.`)];
    const call = { route, query: Object.fromEntries(url.searchParams), body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined };
    calls.push(call);
    const given = await answer({ ...call, path });
    if (given instanceof Refusal) return Response.json({ type: 'about:blank', title: 'Refused', status: given.status, detail: given.detail }, { status: given.status });
    return given === undefined ? new Response(null, { status: 204 }) : Response.json(given);
  };
  return { api: new ApiClient({ baseUrl: '', fetch }), calls, fetch };
}

function isRoute(wanted: string, method: string, path: string): boolean {
  const [wantedMethod, pattern = ''] = wanted.split(' ');
  return wantedMethod === method && new RegExp(`^${pattern.replace(/:[A-Za-z]+/g, '[^/]+')}$`).test(path);
}
