#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { ApiError, ApiUnreachableError } from '@gridscope/contract';
import { NotRunningError } from './cli/connection.js';
import { addControlCommands } from './cli/control-commands.js';
import { DraftFileError } from './experiments/draft-file.js';
import { type ExitCode, exitCode } from './cli/exit-code.js';
import { MistakeError } from './cli/mistake.error.js';
import { exportCommand } from './cli/export-command.js';
import { planCommand } from './cli/plan-command.js';
import { runCommand } from './cli/run-command.js';
import { serversCommand } from './cli/servers-command.js';
import { type CommonOptions as Common, withinConnection } from './cli/within.js';
import { SettingsError } from './config/config.js';
import { version } from './config/version.js';
import { DataFolderError } from './database/data-folder.js';

const interruption = new AbortController();
const token = process.env.GRIDSCOPE_TOKEN;
const within = withinConnection({ isOnlyClient: false });

const program = new Command('gridscope')
  .description('Sweeps of ComfyUI workflows from the command line. Beside a running Gridscope it uses that one, else it starts one for itself.')
  .version(version)
  .exitOverride();

program
  .command('run')
  .description('plan, draw, and write the grid, the originals and a table; the same file again goes on, a changed one draws what is new')
  .argument('<file>', 'an experiment in YAML')
  .option('--server <url>', 'draw on the ComfyUI server at this address')
  .option('--out <folder>', 'where results go', 'gridscope-out')
  .option('--accept-paid-calls', 'draw although nodes of the workflow cost money')
  .option('--apart', 'as an experiment of its own, although one of this name is there')
  .option('--api <url>', 'use the Gridscope at this address')
  .option('--json', 'JSON lines on standard output, words on standard error')
  .action((file: string, options: Common & { server?: string; out: string; acceptPaidCalls?: boolean; apart?: boolean }) =>
    within(options, (connection, words) =>
      runCommand(connection, { file, out: options.out, serverUrl: options.server, token, acceptPaidCalls: options.acceptPaidCalls === true, isApart: options.apart === true, interruption: interruption.signal }, words),
    ),
  );

program
  .command('plan')
  .description('say what a file would draw, and draw nothing')
  .argument('<file>', 'an experiment in YAML')
  .option('--server <url>', 'as for run')
  .option('--api <url>', 'use the Gridscope at this address')
  .option('--json', 'JSON lines on standard output, words on standard error')
  .action((file: string, options: Common & { server?: string }) => within(options, (connection, words) => planCommand(connection, { file, serverUrl: options.server }, words)));

program
  .command('export')
  .description('write the grid, the originals and a table of an experiment')
  .argument('<experiment>', 'its name or id')
  .option('--out <folder>', 'where results go', 'gridscope-out')
  .option('--api <url>', 'use the Gridscope at this address')
  .option('--json', 'JSON lines on standard output, words on standard error')
  .action((experiment: string, options: Common & { out: string }) => within(options, (connection, words) => exportCommand(connection, { experiment, out: options.out, token }, words)));

program
  .command('servers')
  .description('list the servers and how they are')
  .option('--add <url>', 'add the ComfyUI server at this address first')
  .option('--api <url>', 'use the Gridscope at this address')
  .option('--json', 'JSON lines on standard output, words on standard error')
  .action((options: Common & { add?: string }) => within(options, (connection, words) => serversCommand(connection, options, words)));

addControlCommands(program, withinConnection({ isOnlyClient: true }));

program
  .command('serve')
  .description('start page and API, as npm start does')
  .action(async () => {
    await import('./main.js');
  });

process.on('SIGINT', () => {
  if (interruption.signal.aborted) process.exit(exitCode.interrupted);
  interruption.abort();
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = complain(error);
}

/** A sentence for people; a fault of our own is shown whole. */
function complain(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.mistake;
  if (error instanceof DraftFileError || error instanceof MistakeError) {
    console.error(error.message);
    return exitCode.mistake;
  }
  if (error instanceof ApiError) {
    console.error(error.message);
    // 401 and 409 are about how things stand, not about what was written.
    return [400, 404, 413].includes(error.status) ? exitCode.mistake : exitCode.trouble;
  }
  const isKnown = error instanceof NotRunningError || error instanceof SettingsError || error instanceof DataFolderError || error instanceof ApiUnreachableError;
  console.error(isKnown ? error.message : error);
  return exitCode.trouble;
}
