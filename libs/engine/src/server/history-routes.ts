import type { Json } from '@gridscope/comfy';
import { isTruthy } from '../execution/coerce-input.js';
import type { HistoryEntry } from '../execution/prompt-queue.js';
import { empty, json, type Answer, type Ask } from './answer.js';
import type { EngineCore } from './engine-core.js';
import { bodyObject, iterate, queueItem, WrongTypeError } from './queue-routes.js';
import type { Route } from './router.js';

/** `/history` (facts §1.7). */
export function historyRoutes(core: EngineCore): Route[] {
  return [
    { method: 'GET', path: '/history', handler: (ask) => json(pageOf(core.queue.history, ask.query)) },
    { method: 'GET', path: '/history/:id', handler: ({ parameters: { id = '' } }) => json(entryOf(core.queue.history, id)) },
    { method: 'POST', path: '/history', handler: (ask) => changeHistory(core, ask) },
  ];
}

/** An entry's `status`. */
export function statusOf({ status }: HistoryEntry): Record<string, Json> {
  return { status_str: status.isSuccess ? 'success' : 'error', completed: status.isSuccess, messages: status.messages };
}

function historyItem(entry: HistoryEntry): Json {
  return { prompt: queueItem(entry.job), outputs: entry.outputs, status: statusOf(entry), meta: entry.meta };
}

function entryOf(history: ReadonlyMap<string, HistoryEntry>, id: string): Record<string, Json> {
  const entry = history.get(id);
  return entry ? { [id]: historyItem(entry) } : {};
}

/** Oldest first; `max_items` without `offset` means the newest. */
function pageOf(history: ReadonlyMap<string, HistoryEntry>, query: URLSearchParams): Record<string, Json> {
  const maxItems = integerOf(query.get('max_items'));
  const asked = integerOf(query.get('offset')) ?? -1;
  const from = asked < 0 && maxItems !== undefined ? history.size - maxItems : asked;
  const page: [string, Json][] = [];
  let index = 0;
  for (const [id, entry] of history) {
    if (index >= from) {
      page.push([id, historyItem(entry)]);
      if (maxItems !== undefined && page.length >= maxItems) break;
    }
    index += 1;
  }
  return Object.fromEntries(page);
}

function integerOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new WrongTypeError(`"${text}" is no integer`);
  return Number(text);
}

async function changeHistory(core: EngineCore, ask: Ask): Promise<Answer> {
  const body = await bodyObject(ask);
  if (isTruthy(body['clear'])) core.queue.forgetAll();
  if ('delete' in body) for (const id of iterate(body['delete'] ?? null)) core.queue.forget(String(id));
  return empty();
}
