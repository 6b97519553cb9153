import { parseExactJson, type Json } from '@gridscope/comfy';
import { isTruthy } from '../execution/coerce-input.js';
import { isRecord } from '../execution/input-specs.js';
import type { QueuedPrompt } from '../execution/prompt-queue.js';
import { empty, json, type Answer, type Ask } from './answer.js';
import type { EngineCore } from './engine-core.js';
import type { Route } from './router.js';

/** A body or value of a type that makes ComfyUI's handler raise: 500. */
export class WrongTypeError extends TypeError {}

/** `/queue`, `/interrupt`, `/free` (facts §1.4, §1.5, §1.11). */
export function queueRoutes(core: EngineCore): Route[] {
  return [
    { method: 'GET', path: '/queue', handler: () => json({ queue_running: core.queue.runningJobs.map(queueItem), queue_pending: core.queue.pendingJobs.map(queueItem) }) },
    { method: 'POST', path: '/queue', handler: (ask) => changeQueue(core, ask) },
    { method: 'POST', path: '/interrupt', handler: (ask) => interrupt(core, ask) },
    { method: 'POST', path: '/free', handler: (ask) => free(core, ask) },
  ];
}

/** `[number, prompt_id, prompt, extra_data, outputs_to_execute]`. */
export function queueItem({ number, promptId, prompt, extraData, outputs }: QueuedPrompt): Json {
  // A prompt is what came as JSON.
  return [number, promptId, prompt as unknown as Json, extraData, outputs];
}

/** The body as an object. Throws SyntaxError or WrongTypeError, both of which ComfyUI answers with 500. */
export async function bodyObject(ask: Ask): Promise<Record<string, Json>> {
  const body = parseExactJson((await ask.body()).toString('utf8'), { allowNaN: true });
  if (Array.isArray(body)) return {};
  if (!isRecord(body)) throw new WrongTypeError('the body is no object');
  return body;
}

/** What Python's `for` goes through: a list's items, a text's characters. */
export function iterate(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...value];
  if (isRecord(value)) return Object.keys(value);
  throw new WrongTypeError('the value cannot be gone through');
}

async function changeQueue(core: EngineCore, ask: Ask): Promise<Answer> {
  const body = await bodyObject(ask);
  if (isTruthy(body['clear'])) core.queue.clear();
  if ('delete' in body) for (const id of iterate(body['delete'] ?? null)) core.queue.remove(String(id));
  return empty();
}

async function interrupt(core: EngineCore, ask: Ask): Promise<Answer> {
  const promptId = core.features.interruptsById ? interruptedId(readLoosely((await ask.body()).toString('utf8'))) : undefined;
  const isMeant = promptId === undefined || core.queue.runningJobs.some((job) => job.promptId === promptId);
  if (isMeant) core.interrupt();
  return empty();
}

/** Undefined: whatever runs. */
function interruptedId(body: Json): string | undefined {
  if (!isRecord(body)) throw new WrongTypeError('the body is no object');
  return isTruthy(body['prompt_id']) ? String(body['prompt_id']) : undefined;
}

/** What is no JSON counts as an empty object here. */
function readLoosely(text: string): Json {
  try {
    return parseExactJson(text, { allowNaN: true });
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

async function free(core: EngineCore, ask: Ask): Promise<Answer> {
  const body = await bodyObject(ask);
  core.free({ unloadModels: isTruthy(body['unload_models']), freeMemory: isTruthy(body['free_memory']) });
  return empty();
}
