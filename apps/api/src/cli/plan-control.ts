import { type ApiClient, endpoints, type PlanView } from '@gridscope/contract';
import type { Connection } from './connection.js';
import { cellWords, executionWords, planWords } from './control-words.js';
import { type ExitCode, exitCode } from './exit-code.js';
import { findPlan } from './find-plan.js';
import { MistakeError } from './mistake.error.js';
import { selectCell, selectCells } from './select-cells.js';
import { readCellSelection } from './cell-selection.js';
import type { Words } from './words.js';

/** What a command is about: one experiment, one cell of it, or everything. */
export interface Target {
  experiment?: string | undefined;
  cell?: string | undefined;
  isAll: boolean;
}

/** What a command asks for each kind of target; where a kind is left out, it cannot be asked. */
export interface Control {
  plan: 'pausePlan' | 'resumePlan' | 'cancelPlan' | 'undoCancelPlan' | 'retryFailed';
  cell?: 'stopCell' | 'retryCell';
  all: 'pauseExecution' | 'resumeExecution' | 'cancelExecution' | 'undoCancelExecution' | 'retryFailedExecution';
}

/** `gridscope pause`, `resume`, `cancel`, `retry`. */
export async function controlCommand({ api }: Connection, target: Target, control: Control, words: Words): Promise<ExitCode> {
  if (target.isAll && (target.experiment !== undefined || target.cell !== undefined)) throw new MistakeError('Name an experiment, or say --all; not both.');
  if (target.isAll) {
    const execution = await api.request(endpoints[control.all], {});
    words.say(executionWords(execution));
    words.tell({ type: 'execution', ...execution });
    return exitCode.done;
  }
  if (target.experiment === undefined) throw new MistakeError('Name an experiment or the id of a plan, or say --all.');
  const plan = await findPlan(api, target.experiment);
  if (target.cell !== undefined && control.cell !== undefined) return askCell(api, plan, target.cell, control.cell, words);
  return tellPlan(await api.request(endpoints[control.plan], { parameters: { planId: plan.id } }), words);
}

/** `gridscope priority`, `gridscope order`. */
export async function changeCommand({ api }: Connection, experiment: string, change: { priority?: number; order?: PlanView['order'] }, words: Words): Promise<ExitCode> {
  const plan = await findPlan(api, experiment);
  return tellPlan(await api.request(endpoints.changePlan, { parameters: { planId: plan.id }, body: change }), words);
}

/** `gridscope skip`, `gridscope unskip`: one value of an axis as a whole, everything else cell by cell. */
export async function skipCommand({ api }: Connection, experiment: string, { texts, isSkipped }: { texts: readonly string[]; isSkipped: boolean }, words: Words): Promise<ExitCode> {
  const plan = await findPlan(api, experiment);
  const parameters = { planId: plan.id };
  let changed = plan;
  const single: string[] = [];
  for (const text of texts) {
    const selection = readCellSelection(text, plan.axes);
    const [only] = 'at' in selection && selection.at.size === 1 ? [...selection.at] : [];
    const value = only === undefined ? undefined : plan.axes[only[0]]?.values[only[1]]?.id;
    if (only === undefined || value === undefined) single.push(text);
    else changed = await api.request(endpoints.skipCells, { parameters, body: { isSkipped, axis: only[0], value } });
  }
  const cells = single.length === 0 ? [] : await selectCells(api, plan, single);
  if (cells.length > 0) changed = await api.request(endpoints.skipCells, { parameters, body: { isSkipped, cells: cells.map((cell) => cell.id) } });
  return tellPlan(changed, words);
}

/** `gridscope draw`, `gridscope again`. */
export async function cellCommand({ api }: Connection, experiment: string, { text, wish }: { text: string; wish: 'drawCellNow' | 'drawCellAgain' }, words: Words): Promise<ExitCode> {
  return askCell(api, await findPlan(api, experiment), text, wish, words);
}

async function askCell(api: ApiClient, plan: PlanView, text: string, wish: 'stopCell' | 'retryCell' | 'drawCellNow' | 'drawCellAgain', words: Words): Promise<ExitCode> {
  const { id: cellId } = await selectCell(api, plan, text);
  const cell = await api.request(endpoints[wish], { parameters: { cellId } });
  words.say(cellWords(cell));
  words.tell({ type: 'cell', ...cell });
  return exitCode.done;
}

function tellPlan(plan: PlanView, words: Words): ExitCode {
  words.say(planWords(plan));
  words.tell({ type: 'plan', ...plan });
  return exitCode.done;
}
