import { endpoints } from '@gridscope/contract';
import type { Connection } from './connection.js';
import { countWords, executionWords, planWords, serverWords } from './control-words.js';
import { type ExitCode, exitCode } from './exit-code.js';
import { findPlan } from './find-plan.js';
import type { Words } from './words.js';

/** `gridscope status`: what is under way, or how one experiment is. */
export async function statusCommand({ api }: Connection, experiment: string | undefined, words: Words): Promise<ExitCode> {
  if (experiment !== undefined) {
    const plan = await findPlan(api, experiment);
    words.say(planWords(plan));
    words.tell({ type: 'plan', ...plan });
    return exitCode.done;
  }
  const execution = await api.request(endpoints.getExecution, {});
  words.say(executionWords(execution));
  words.tell({ type: 'execution', ...execution });
  for (const state of ['running', 'paused'] as const) {
    const { items } = await api.request(endpoints.listExperiments, { query: { state, limit: 100 } });
    for (const item of items) {
      if (item.counts !== undefined) words.say(`  ${item.name}: ${state}, ${countWords(item.counts)}`);
      words.tell({ type: 'experiment', ...item });
    }
  }
  const { items } = await api.request(endpoints.listServers, {});
  for (const server of items) {
    words.say(`  ${serverWords(server)}`);
    words.tell({ type: 'server', ...server });
  }
  return exitCode.done;
}
