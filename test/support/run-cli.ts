import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** How a program ended, and all that it said. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A program of ours as a process of its own. */
export interface RunningProgram {
  process: ChildProcessWithoutNullStreams;
  ended: Promise<Ended>;
  /** What it has said up to now, both streams together. */
  said(): string;
  /** Ends it by force where it still runs. */
  end(): Promise<void>;
}

/** Starts a built program (`apps/api/dist/cli.js`) with this Node. `environment` comes to the test's own, from which settings of Gridscope are taken out. */
export function runProgram(path: string, args: readonly string[], environment: Record<string, string> = {}): RunningProgram {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GRIDSCOPE_|PORT$|HOST$|DB_DRIVER$|NODE_ENV$|VITEST)/.test(name)));
  const child = spawn(process.execPath, [fileURLToPath(new URL(path, `file://${root}`)), ...args], { cwd: root, env: { ...inherited, GRIDSCOPE_DISCOVER: 'off', ...environment } });
  const chunks = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) child[stream].setEncoding('utf8').on('data', (text: string) => (chunks[stream] += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...chunks }));
  });
  return {
    process: child,
    ended,
    said: () => chunks.stdout + chunks.stderr,
    end: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts `gridscope …`. */
export function runCli(args: readonly string[], environment: Record<string, string> = {}): RunningProgram {
  return runProgram('apps/api/dist/cli.js', args, environment);
}

/** Each line of text as JSON; throws at the first that is none. */
export function jsonLines(text: string): { type: string; [key: string]: unknown }[] {
  // What a line holds is what the test looks at.
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { type: string });
}
