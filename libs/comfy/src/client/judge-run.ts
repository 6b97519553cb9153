import type { HistoryEntry } from '../protocol/history-answer.js';
import { RunFailedError, RunInterruptedError } from './comfy-error.js';
import { describeRunError, readFinishedRun, type FinishedRun } from './finished-run.js';
import type { RunRecord } from './run-news.js';

/** Says what a history entry means for who waits for the run: gives it where it came out, else throws RunFailedError or RunInterruptedError. */
export function judgeRun(serverUrl: string, record: Pick<RunRecord, 'promptId' | 'isCancelled' | 'blocked'>, entry: HistoryEntry, expectedOutputs: readonly string[] | undefined): FinishedRun {
  const run = readFinishedRun(record.promptId, entry);
  if (run.status === 'interrupted') throw new RunInterruptedError(serverUrl, record.promptId, run);
  if (run.status === 'error') throw new RunFailedError(serverUrl, run, run.error === undefined ? 'it gave no reason' : describeRunError(run.error));
  const missing = describeMissingOutputs(run, expectedOutputs);
  if (missing === undefined) return run;
  // A node deaf to interruption that runs last makes an interrupted run count as a success.
  if (record.isCancelled) throw new RunInterruptedError(serverUrl, record.promptId, run);
  const why = record.blocked.length > 0 ? record.blocked.map(describeRunError).join('; ') : 'a branch was blocked in silence, or the server kept nothing of an earlier run, or an interruption came too late to be noted';
  throw new RunFailedError(serverUrl, run, `it calls the run a success, but ${missing} (${why})`);
}

/** `node 9 SaveImage gave nothing`; undefined when everything expected is there. */
function describeMissingOutputs(run: FinishedRun, expected: readonly string[] | undefined): string | undefined {
  const given = new Set([...run.outputs, ...run.texts].map((output) => output.nodeId));
  if (expected === undefined) return given.size > 0 ? undefined : 'it gave nothing at all';
  const missing = expected.filter((nodeId) => !given.has(nodeId)).map((nodeId) => `node ${nodeId} ${run.executedPrompt[nodeId]?.class_type ?? ''}`.trim());
  return missing.length === 0 ? undefined : `${missing.join(', ')} gave nothing`;
}
