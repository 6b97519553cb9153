import { resolve } from 'node:path';
import type { Connection } from './connection.js';
import { type ExitCode, exitCode } from './exit-code.js';
import { findPlan } from './find-plan.js';
import type { Words } from './words.js';
import { writeResults } from './write-results.js';

/** `gridscope export`: writes grid, originals and table of an experiment, named by id or by name. */
export async function exportCommand(connection: Connection, options: { experiment: string; out: string; token?: string }, words: Words): Promise<ExitCode> {
  const { api } = connection;
  const plan = await findPlan(api, options.experiment);
  const results = await writeResults(api, plan, resolve(options.out), options.token);
  words.say(`Grid       ${results.grid}\nOriginals  ${results.originals}\nTable      ${results.table}`);
  words.tell({ type: 'exported', planId: plan.id, ...results });
  return exitCode.done;
}
