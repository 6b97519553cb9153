import { type Command, InvalidArgumentError } from 'commander';
import type { PlanView } from '@gridscope/contract';
import { type Control, cellCommand, changeCommand, controlCommand, skipCommand } from './plan-control.js';
import { serverCommand, type ServerWish } from './server-control.js';
import { statusCommand } from './status-command.js';
import type { Within } from './within.js';

const controls: Record<string, { description: string; control: Control }> = {
  pause: { description: 'begin nothing more; what servers hold is finished', control: { plan: 'pausePlan', all: 'pauseExecution' } },
  resume: { description: 'go on', control: { plan: 'resumePlan', all: 'resumeExecution' } },
  cancel: { description: 'cancel what is not done', control: { plan: 'cancelPlan', cell: 'stopCell', all: 'cancelExecution' } },
  uncancel: { description: 'bring back exactly what the last cancel cancelled', control: { plan: 'undoCancelPlan', all: 'undoCancelExecution' } },
  retry: { description: 'draw what failed or was cancelled once more; with --all what failed', control: { plan: 'retryFailed', cell: 'retryCell', all: 'retryFailedExecution' } },
};

const serverWishes: Record<string, { description: string; wish: ServerWish }> = {
  drain: { description: 'give a server nothing more; what it holds is finished', wish: 'drainServer' },
  undrain: { description: 'give a server cells again', wish: 'undrainServer' },
  interrupt: { description: 'stop what a server draws for us', wish: 'interruptServer' },
  free: { description: 'let a server unload its models', wish: 'freeServer' },
};

const orders = ['cheapest', 'rows', 'corners'] as const;
const cellHelp = 'a cell by its number, or axis=value pairs: "steps=8, sampler=euler"';

/** Commands that steer a running Gridscope. */
export function addControlCommands(program: Command, within: Within): void {
  for (const [name, { description, control }] of Object.entries(controls)) {
    const command = common(program, name, description).argument('[experiment]', 'its name or id, or the id of a plan').option('--all', 'everything that is under way');
    if (control.cell !== undefined) command.option('--cell <cell>', cellHelp);
    command.action((experiment: string | undefined, options: Options) => within(options, (connection, words) => controlCommand(connection, { experiment, cell: options.cell, isAll: options.all === true }, control, words)));
  }
  addPlanCommands(program, within);
  for (const [name, { description, wish }] of Object.entries(serverWishes)) {
    common(program, name, description).argument('[server]', 'its name or id').option('--all', 'every server')
      .action((server: string | undefined, options: Options) => within(options, (connection, words) => serverCommand(connection, { server, isAll: options.all === true }, wish, words)));
  }
  common(program, 'status', 'say what is under way, or how one experiment is').argument('[experiment]', 'its name or id')
    .action((experiment: string | undefined, options: Options) => within(options, (connection, words) => statusCommand(connection, experiment, words)));
}

function addPlanCommands(program: Command, within: Within): void {
  common(program, 'priority', 'draw an experiment before others (1 to 100), as others (0) or after them (-1 to -100)').argument('<experiment>', 'its name or id').argument('<priority>', 'a whole number', wholeNumber).allowUnknownOption()
    .action((experiment: string, priority: number, options: Options) => within(options, (connection, words) => changeCommand(connection, experiment, { priority }, words)));
  common(program, 'order', 'draw what costs least to change first, row by row, or corners and middle first').argument('<experiment>', 'its name or id').argument('<order>', orders.join(', '), orderNamed)
    .action((experiment: string, order: PlanView['order'], options: Options) => within(options, (connection, words) => changeCommand(connection, experiment, { order }, words)));
  for (const [name, isSkipped] of [['skip', true], ['unskip', false]] as const) {
    common(program, name, isSkipped ? 'leave cells out, or all with a value of an axis' : 'take cells in again that were left out by hand').argument('<experiment>', 'its name or id').argument('<cells...>', cellHelp)
      .action((experiment: string, texts: string[], options: Options) => within(options, (connection, words) => skipCommand(connection, experiment, { texts, isSkipped }, words)));
  }
  for (const [name, description, wish] of [['draw', 'draw a waiting cell now, before all others', 'drawCellNow'], ['again', 'draw a cell once more; what was drawn before is kept', 'drawCellAgain']] as const) {
    common(program, name, description).argument('<experiment>', 'its name or id').argument('<cell>', cellHelp)
      .action((experiment: string, text: string, options: Options) => within(options, (connection, words) => cellCommand(connection, experiment, { text, wish }, words)));
  }
}

interface Options {
  json?: boolean;
  api?: string;
  all?: boolean;
  cell?: string;
}

function common(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).option('--api <url>', 'use the Gridscope at this address').option('--json', 'JSON lines on standard output, words on standard error');
}

function wholeNumber(text: string): number {
  if (!/^[+-]?\d{1,3}$/.test(text) || Math.abs(Number(text)) > 100) throw new InvalidArgumentError('Priorities are whole numbers from -100 to 100.');
  return Number(text);
}

function orderNamed(text: string): PlanView['order'] {
  const order = orders.find((known) => known === text);
  if (order === undefined) throw new InvalidArgumentError(`Orders are ${orders.join(', ')}.`);
  return order;
}
