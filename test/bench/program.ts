import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(import.meta.resolve('@gridscope/api/dist/main.js'));

/** The program as `npm start` runs it, in a process of its own. */
export interface Program {
  url: string;
  /** Of its process; undefined where it could not be started. */
  pid: number | undefined;
  stop(): Promise<void>;
}

/** Starts the program on a data folder and a free port; resolves when it has said its address. `environment`: further settings. */
export async function startProgram(dataFolder: string, environment: Record<string, string> = {}): Promise<Program> {
  const settings = { PORT: '0', GRIDSCOPE_DATA: dataFolder, GRIDSCOPE_DISCOVER: 'off', ...environment };
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'inherit'] });
  return { url: await addressOf(child), pid: child.pid, stop: () => stop(child) };
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new TypeError('the program was started without a pipe');
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/\S+/.exec(line);
    if (address === null) continue;
    // What it says later must not fill the pipe.
    child.stdout.resume();
    return address[0];
  }
  throw new Error('the program ended before it said where it is');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
