import { eventually } from '../../support/eventually.js';
import { runProgram } from '../../support/run-cli.js';

export interface Program {
  /** Where the page is, without a slash at its end. */
  url: string;
  dataFolder: string;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
}

/** Starts what `npm start` starts, as a process of its own, on a free port. `environment`: settings, as in `docs/reference/settings.md`. */
export async function startProgram(dataFolder: string, environment: Record<string, string> = {}): Promise<Program> {
  const program = runProgram('apps/api/dist/main.js', [], { PORT: '0', GRIDSCOPE_DATA: dataFolder, ...environment });
  const url = await eventually(`the program says where it is; it said: ${program.said()}`, async () => {
    if (program.process.exitCode !== null) throw new Error(`the program ended: ${program.said()}`);
    return /is at (http\S+)/.exec(program.said())?.[1];
  }, 60_000);
  return { url, dataFolder, kill: program.end };
}
