import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, type ExperimentView, type PlanView, endpoints } from '@gridscope/contract';
import type { Connection } from './connection.js';
import { readDraftFile } from '../experiments/draft-file.js';
import { type ExitCode, exitCode } from './exit-code.js';
import { followPlan } from './follow-plan.js';
import { failuresOf, unfinishedWords } from './failures.js';
import { describeDraft, sayPlan } from './plan-words.js';
import { prepareDraft } from './prepare-draft.js';
import type { Words } from './words.js';
import { writeResults } from './write-results.js';

export interface RunOptions {
  file: string;
  out: string;
  serverUrl?: string;
  token?: string;
  acceptPaidCalls: boolean;
  /** An experiment of its own, although one of this name is there. */
  isApart: boolean;
  /** Raised by the first Ctrl-C. */
  interruption: AbortSignal;
}

/** `gridscope run`: plans, draws, writes the results. The same file again goes on. */
export async function runCommand(connection: Connection, options: RunOptions, words: Words): Promise<ExitCode> {
  const { api } = connection;
  const read = await readDraftFile(options.file);
  const draft = await prepareDraft(api, options.file, read, options.serverUrl);
  sayPlan(words, options.file, read, await describeDraft(api, options.file, read, draft));
  const experiment = await api.request(endpoints.createExperiment, { query: { extend: options.isApart ? 'false' : 'true' }, body: draft });
  sayExtended(experiment, words);
  const plan = await startOrGoOn(api, experiment, options.acceptPaidCalls);
  await sayPaused(api, words);
  words.say(`Drawing. To watch: ${connection.url}/plans/${plan.id}`);
  const ended = await followPlan(api, plan.id, words, options.interruption);
  if (options.interruption.aborted && ended.state === 'running') return interrupt(api, ended, words);
  return finish(api, ended, options, words);
}

/** The file was changed since it was run last. */
function sayExtended({ name, plan, revision }: ExperimentView, words: Words): void {
  if (plan !== undefined && plan.revision !== revision) words.say(`This is revision ${revision} of "${name}": what is the same is kept. To begin an experiment of its own, say --apart.`);
}

async function sayPaused(api: ApiClient, words: Words): Promise<void> {
  const { isPaused } = await api.request(endpoints.getExecution, {});
  if (isPaused) words.complain('Everything is paused, so nothing begins until somebody says: gridscope resume --all');
}

async function startOrGoOn(api: ApiClient, experiment: ExperimentView, acceptPaidCalls: boolean): Promise<PlanView> {
  const { plan } = experiment;
  if (plan === undefined || plan.revision !== experiment.revision) return api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: { acceptPaidCalls } });
  const parameters = { planId: plan.id };
  if (plan.counts.failed + plan.counts.cancelled > 0) await api.request(endpoints.retryFailed, { parameters });
  return plan.state === 'paused' ? api.request(endpoints.resumePlan, { parameters }) : api.request(endpoints.getPlan, { parameters });
}

/** Pauses, and waits for what the servers hold, so that no drawing is thrown away. */
async function interrupt(api: ApiClient, plan: PlanView, words: Words): Promise<ExitCode> {
  words.complain('Stopping: what is being drawn is finished first. Ctrl-C again stops at once.');
  let paused = await api.request(endpoints.pausePlan, { parameters: { planId: plan.id } });
  while (paused.counts.running + paused.counts.queued > 0) {
    await sleep(200);
    paused = await api.request(endpoints.getPlan, { parameters: { planId: plan.id } });
  }
  words.complain(`Stopped with ${paused.counts.done} of ${paused.cellCount} done. The same command goes on from here.`);
  words.tell({ type: 'interrupted', counts: paused.counts });
  return exitCode.interrupted;
}

async function finish(api: ApiClient, plan: PlanView, options: RunOptions, words: Words): Promise<ExitCode> {
  const { counts } = plan;
  if (plan.pauseReason !== undefined) words.complain(`Paused: ${plan.pauseReason}`);
  const failures = counts.failed > 0 ? await failuresOf(api, plan.id) : [];
  if (counts.done > 0) {
    const results = await writeResults(api, plan, resolve(options.out), options.token);
    words.say(`Grid       ${results.grid}\nOriginals  ${results.originals}\nTable      ${results.table}`);
    words.tell({ type: 'done', planId: plan.id, counts, failures, ...results });
  } else words.tell({ type: 'done', planId: plan.id, counts, failures });
  if (counts.done + counts.skipped === plan.cellCount) return exitCode.done;
  for (const line of unfinishedWords(plan, failures)) words.complain(line);
  return exitCode.cellsFailed;
}
