import type { Json } from '@gridscope/comfy';
import { isRecord } from '../execution/input-specs.js';
import type { HistoryEntry, QueuedPrompt } from '../execution/prompt-queue.js';
import type { VersionFeatures } from '../execution/server-version.js';
import { statusOf } from './history-routes.js';

export type JobStatus = 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled';

/** A job wherever it is. */
export type KnownJob = { status: 'pending' | 'in_progress'; job: QueuedPrompt } | { status: 'completed' | 'failed' | 'cancelled'; job: QueuedPrompt; entry: HistoryEntry };

/** A finished job: what the history calls an error may be a cancellation here (facts §1.6). */
export function finishedJob(entry: HistoryEntry, { hasCancelledStatus }: VersionFeatures): KnownJob {
  const wasInterrupted = hasCancelledStatus && entry.status.messages.some(([event]) => event === 'execution_interrupted');
  return { status: entry.status.isSuccess ? 'completed' : wasInterrupted ? 'cancelled' : 'failed', job: entry.job, entry };
}

/** A job as lists show it; keys without a value are left out. */
export function jobView(known: KnownJob, { countsPreviewable }: VersionFeatures): Record<string, Json> {
  const files = 'entry' in known ? shownFiles(known.entry.outputs) : [];
  const previewable = files.filter(({ item }) => item['filename'] !== undefined);
  return withoutNull({
    id: known.job.promptId,
    status: known.status,
    priority: known.job.number,
    create_time: known.job.extraData['create_time'] ?? null,
    ...times(known),
    execution_error: known.status === 'failed' ? dataOf(known, 'execution_error') : null,
    outputs_count: files.length,
    ...(countsPreviewable && { previewable_outputs_count: previewable.length }),
    preview_output: previewOf(previewable),
    workflow_id: workflowId(known.job),
  });
}

/** A job by its id: finished ones with everything. */
export function jobDetail(known: KnownJob, features: VersionFeatures): Record<string, Json> {
  const view = jobView(known, features);
  if (!('entry' in known)) return view;
  // A prompt is what came as JSON.
  const prompt = known.job.prompt as unknown as Json;
  return { ...view, outputs: known.entry.outputs, execution_status: statusOf(known.entry), workflow: { prompt, extra_data: known.job.extraData } };
}

/** How long a finished job ran, in ms; 0 for others. */
export function durationOf(known: KnownJob): number {
  const { execution_start_time: start, execution_end_time: end } = times(known);
  return typeof start === 'number' && typeof end === 'number' ? end - start : 0;
}

/** Throws TypeError where `extra_pnginfo` or its workflow is no object, which makes ComfyUI's whole list a 500. */
export function workflowId({ extraData }: QueuedPrompt): Json {
  const info = extraData['extra_pnginfo'] ?? ('extra_pnginfo' in extraData ? null : {});
  if (!isRecord(info)) throw new TypeError('extra_pnginfo is no object');
  const workflow = info['workflow'] ?? ('workflow' in info ? null : {});
  if (!isRecord(workflow)) throw new TypeError('extra_pnginfo.workflow is no object');
  return workflow['id'] ?? null;
}

interface ShownFile { nodeId: string; mediaType: string; item: Record<string, Json> }

function shownFiles(outputs: Record<string, Json>): ShownFile[] {
  return Object.entries(outputs).flatMap(([nodeId, output]) =>
    Object.entries(isRecord(output) ? output : {})
      .filter(([mediaType]) => mediaType !== 'animated')
      .flatMap(([mediaType, items]) => (Array.isArray(items) ? items : []).map((item) => ({ nodeId, mediaType, item: isRecord(item) ? item : {} }))),
  );
}

/** The first saved file, else the first temporary one. */
function previewOf(files: readonly ShownFile[]): Json {
  const chosen = files.find(({ item }) => item['type'] === 'output') ?? files[0];
  return chosen ? { ...chosen.item, nodeId: chosen.nodeId, mediaType: chosen.mediaType } : null;
}

function times(known: KnownJob): { execution_start_time: Json; execution_end_time: Json } {
  const end = dataOf(known, 'execution_success') ?? dataOf(known, 'execution_error') ?? dataOf(known, 'execution_interrupted');
  return { execution_start_time: timestampOf(dataOf(known, 'execution_start')), execution_end_time: timestampOf(end) };
}

function dataOf(known: KnownJob, event: string): Json {
  if (!('entry' in known)) return null;
  return known.entry.status.messages.find(([name]) => name === event)?.[1] ?? null;
}

function timestampOf(data: Json): Json {
  return isRecord(data) ? (data['timestamp'] ?? null) : null;
}

function withoutNull(value: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null));
}
