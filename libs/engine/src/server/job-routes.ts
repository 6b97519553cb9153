import { parseExactJson, type Json } from '@gridscope/comfy';
import { isRecord } from '../execution/input-specs.js';
import { json, type Answer, type Ask } from './answer.js';
import type { EngineCore } from './engine-core.js';
import { durationOf, finishedJob, jobDetail, jobView, workflowId, type KnownJob } from './job-view.js';
import type { Route } from './router.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `/api/jobs` (facts §1.6): declared with the prefix, so they exist as `/api/jobs` and `/api/api/jobs` only. */
export function jobRoutes(core: EngineCore): Route[] {
  if (!core.features.hasJobs) return [];
  const reading: Route[] = [
    { method: 'GET', path: '/api/jobs', handler: (ask) => listJobs(core, ask.query) },
    { method: 'GET', path: '/api/jobs/:id', handler: ({ parameters: { id = '' } }) => showJob(core, id) },
  ];
  if (!core.features.hasCancelRoutes) return reading;
  return [
    ...reading,
    { method: 'POST', path: '/api/jobs/cancel', handler: (ask) => cancelMany(core, ask) },
    { method: 'POST', path: '/api/jobs/:id/cancel', handler: ({ parameters: { id = '' } }) => json({ cancelled: cancel(core, id) }) },
  ];
}

function knownJobs({ queue, features }: EngineCore): KnownJob[] {
  return [
    ...queue.runningJobs.map((job): KnownJob => ({ status: 'in_progress', job })),
    ...queue.pendingJobs.map((job): KnownJob => ({ status: 'pending', job })),
    ...[...queue.history.values()].map((entry) => finishedJob(entry, features)),
  ];
}

function showJob(core: EngineCore, id: string): Answer {
  const known = findJob(core, id);
  return known ? json(jobDetail(known, core.features)) : refuse('Job not found', 404);
}

function findJob({ queue, features }: EngineCore, id: string): KnownJob | undefined {
  const running = queue.runningJobs.find((job) => job.promptId === id);
  if (running) return { status: 'in_progress', job: running };
  const pending = queue.pendingJobs.find((job) => job.promptId === id);
  if (pending) return { status: 'pending', job: pending };
  const entry = queue.history.get(id);
  return entry && finishedJob(entry, features);
}

function listJobs(core: EngineCore, query: URLSearchParams): Answer {
  const asked = readListQuery(query, core.features.hasCancelledStatus);
  if ('refusal' in asked) return refuse(asked.refusal);
  const { statuses, workflow, sortBy, isDescending, limit, offset } = asked;
  const matching = knownJobs(core)
    .filter(({ job }) => workflow === null || workflowId(job) === workflow)
    .filter(({ status }) => statuses === undefined || statuses.includes(status));
  const rank = (known: KnownJob): number => (sortBy === 'created_at' ? Number(known.job.extraData['create_time'] ?? 0) : durationOf(known));
  const sorted = matching.sort((first, second) => (isDescending ? rank(second) - rank(first) : rank(first) - rank(second)));
  const page = sorted.slice(offset, limit === null ? undefined : offset + limit);
  const pagination = { offset, limit, total: sorted.length, has_more: offset + page.length < sorted.length };
  return json({ jobs: page.map((known) => jobView(known, core.features)), pagination });
}

interface ListQuery { statuses: string[] | undefined; workflow: string | null; sortBy: string; isDescending: boolean; limit: number | null; offset: number }

function readListQuery(query: URLSearchParams, hasCancelledStatus: boolean): ListQuery | { refusal: string } {
  const valid = ['pending', 'in_progress', 'completed', 'failed', ...(hasCancelledStatus ? ['cancelled'] : [])];
  const statuses = query.get('status')?.split(',').map((status) => status.trim().toLowerCase());
  const unknown = statuses?.filter((status) => !valid.includes(status)) ?? [];
  if (unknown.length > 0) return { refusal: `Invalid status value(s): ${unknown.join(', ')}. Valid values: ${valid.join(', ')}` };
  const sortBy = query.get('sort_by') ?? 'created_at';
  if (sortBy !== 'created_at' && sortBy !== 'execution_duration') return { refusal: "sort_by must be 'created_at' or 'execution_duration'" };
  const order = query.get('sort_order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc') return { refusal: "sort_order must be 'asc' or 'desc'" };
  const limit = query.get('limit');
  if (limit !== null && !isInteger(limit)) return { refusal: 'limit must be an integer' };
  if (limit !== null && Number(limit) <= 0) return { refusal: 'limit must be a positive integer' };
  const offset = query.get('offset') ?? '0';
  if (!isInteger(offset)) return { refusal: 'offset must be an integer' };
  return { statuses, workflow: query.get('workflow_id'), sortBy, isDescending: order === 'desc', limit: limit === null ? null : Number(limit), offset: Math.max(0, Number(offset)) };
}

function isInteger(text: string): boolean {
  return /^\s*[+-]?\d+\s*$/.test(text);
}

function refuse(error: string, status = 400): Answer {
  return json({ error }, status);
}

/** A running one is interrupted, a waiting one taken out; anything else is not there to cancel. */
function cancel(core: EngineCore, id: string): boolean {
  if (core.queue.runningJobs.some((job) => job.promptId === id)) {
    core.interrupt();
    return true;
  }
  return core.queue.remove(id);
}

async function cancelMany(core: EngineCore, ask: Ask): Promise<Answer> {
  const body = readJson((await ask.body()).toString('utf8'));
  if (body === undefined) return refuse('Request body must be valid JSON');
  const ids = isRecord(body) ? body['job_ids'] : undefined;
  if (!Array.isArray(ids)) return refuse('job_ids must be a list');
  const invalid = ids.filter((id) => typeof id !== 'string' || !uuid.test(id)).map(String);
  if (invalid.length > 0) return json({ error: 'job_ids contains invalid id(s)', invalid_ids: invalid }, 400);
  const cancelled = ids.map((id) => cancel(core, String(id)));
  return json({ cancelled: cancelled.includes(true) });
}

/** Undefined for what is no JSON. */
function readJson(text: string): Json | undefined {
  try {
    return parseExactJson(text, { allowNaN: true });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
