import { type Connection, connect, connectToRunning } from './connection.js';
import type { ExitCode } from './exit-code.js';
import { Words } from './words.js';

export interface CommonOptions {
  json?: boolean;
  api?: string;
}

/** Does a command within a connection, and keeps how it ended for the shell. */
export type Within = (options: CommonOptions, command: (connection: Connection, words: Words) => Promise<ExitCode>) => Promise<void>;

/** `isOnlyClient`: a Gridscope must be running already; else one is started for the command where there is none. */
export function withinConnection({ isOnlyClient }: { isOnlyClient: boolean }): Within {
  return async (options, command) => {
    const words = new Words({ isJson: options.json === true, stdout: process.stdout, stderr: process.stderr });
    const connection = await (isOnlyClient ? connectToRunning : connect)(process.env, options.api);
    try {
      process.exitCode = await command(connection, words);
    } finally {
      await connection.close();
    }
  };
}
