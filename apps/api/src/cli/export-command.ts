import { resolve } from 'node:path';
import { type ExperimentSummary, endpoints } from '@gridscope/contract';
import type { Connection } from './connection.js';
import { type ExitCode, exitCode } from './exit-code.js';
import type { Words } from './words.js';
import { writeResults } from './write-results.js';

/** `gridscope export`: writes grid, originals and table of an experiment, named by id or by name. */
export async function exportCommand(connection: Connection, options: { experiment: string; out: string; token?: string }, words: Words): Promise<ExitCode> {
  const { api } = connection;
  const { items } = await api.request(endpoints.listExperiments, { query: { search: options.experiment, limit: 100 } });
  const matches = items.filter((item) => item.id === options.experiment || item.name === options.experiment);
  const [found] = matches.length > 0 ? matches : items;
  if (found === undefined || (matches.length === 0 && items.length > 1)) return refuse(options.experiment, items, words);
  if (found.planId === undefined) {
    words.complain(`"${found.name}" has not been started yet, so there is nothing to export.`);
    return exitCode.mistake;
  }
  const plan = await api.request(endpoints.getPlan, { parameters: { planId: found.planId } });
  const results = await writeResults(api, plan, resolve(options.out), options.token);
  words.say(`Grid       ${results.grid}\nOriginals  ${results.originals}\nTable      ${results.table}`);
  words.tell({ type: 'exported', planId: plan.id, ...results });
  return exitCode.done;
}

function refuse(wanted: string, items: readonly ExperimentSummary[], words: Words): ExitCode {
  const known = items.map((item) => `  ${item.id}  ${item.name}`).join('\n');
  words.complain(items.length === 0 ? `There is no experiment "${wanted}".` : `"${wanted}" could be several experiments; name one by its id:\n${known}`);
  return exitCode.mistake;
}
