import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';

export interface Command {
  /** As it is called in the log. */
  name: string;
  file: string;
  args: readonly string[];
  environment?: Record<string, string>;
  /** What it says once it is ready; its first group is what `start` gives. */
  ready: RegExp;
  logFile: string;
}

const startTimeoutMs = 60_000;
const stopTimeoutMs = 30_000;

/** A process that is killed and started again, as often as wanted. */
export class Killable {
  /** How often it ended although nobody killed or stopped it. */
  crashes = 0;
  private child: ChildProcess | undefined;
  private isWanted = false;
  private readonly log: WriteStream;

  constructor(readonly command: Command) {
    this.log = createWriteStream(command.logFile, { flags: 'a' });
  }

  get name(): string {
    return this.command.name;
  }

  get isAlive(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** It ended although nobody killed or stopped it, and was not started again. */
  get hasCrashed(): boolean {
    return this.isWanted && !this.isAlive;
  }

  get pid(): number | undefined {
    return this.isAlive ? this.child?.pid : undefined;
  }

  /** Resolves when it is ready, with the first group of what it said. Throws where it ends before, or takes a minute. */
  start(): Promise<string> {
    const { file, args, environment } = this.command;
    const child = spawn(file, args, { env: { ...environmentOf(), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.isWanted = true;
    // Nothing is left running by whoever ends without a word.
    const killed = (): void => void child.kill('SIGKILL');
    process.once('exit', killed);
    child.once('exit', (code, signal) => {
      process.off('exit', killed);
      this.ended(child, code, signal);
    });
    return this.readiness(child);
  }

  /** kill -9. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to end. Throws where it does not within half a minute. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** Stands still until `thaw`: it neither works nor notices time going by. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    this.isWanted = false;
    if (child === undefined || !this.isAlive) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await exited;
    clearTimeout(timer);
  }

  private ended(child: ChildProcess, code: number | null, signal: string | null): void {
    this.log.write(`--- ${this.name} ${child.pid} ended: ${signal ?? code}\n`);
    if (this.isWanted && this.child === child) this.crashes += 1;
  }

  private readiness(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
      let said = '';
      const fail = (why: string): void => reject(new Error(`${this.name} ${why}; see ${this.command.logFile}`));
      const timer = setTimeout(() => fail(`did not say ${this.command.ready} within ${startTimeoutMs / 1_000} s`), startTimeoutMs);
      child.once('exit', () => fail('ended before it was ready'));
      child.once('error', (error) => fail(error.message));
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk: Buffer) => {
          this.log.write(chunk);
          if (said.length > 10_000) return;
          said += chunk.toString('utf8');
          const ready = this.command.ready.exec(said);
          if (ready === null) return;
          clearTimeout(timer);
          resolve(ready[1] ?? '');
        });
      }
    });
  }
}

/** This process's own environment without settings of the program. */
function environmentOf(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined || /^(GRIDSCOPE_|PORT$|HOST$|DB_DRIVER$|NODE_ENV$|VITEST|REDIS_URL$|DATABASE_URL$)/.test(name) ? [] : [[name, value]])));
}
