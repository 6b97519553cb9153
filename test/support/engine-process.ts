import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecordedEvent } from '@gridscope/engine';
import { Killable } from './killable.js';

const main = fileURLToPath(new URL('./main.js', import.meta.resolve('@gridscope/engine')));

export interface EngineProcessOptions {
  name: string;
  /** The engine's own folder lies in it; made where needed. */
  folder: string;
  logFile: string;
  /** What every prompt costs in all, its loads beside; left out: what it takes. */
  secondsPerPrompt?: number;
  secondsPerStep?: number;
  secondsPerLoad?: number;
  memoryMiB?: number;
  checkpoints?: readonly string[];
}

/** The built-in engine as a process of its own, with a record of every prompt. */
export interface EngineProcess {
  name: string;
  process: Killable;
  /** Starts it, also again, on any free port; gives the port. */
  start(): Promise<number>;
  /** What became of every prompt, over all its lives. */
  record(): RecordedEvent[];
}

/** Prepares an engine; `start` starts it. */
export async function createEngineProcess({ name, folder, logFile, ...options }: EngineProcessOptions): Promise<EngineProcess> {
  const dir = join(folder, name);
  await mkdir(dir, { recursive: true });
  const recordFile = join(dir, 'record.jsonl');
  const engine = new Killable({
    name,
    file: process.execPath,
    args: [main, '--port', '0', '--dir', dir, '--record', recordFile, ...argumentsOf(options)],
    ready: / at http:\/\/127\.0\.0\.1:(\d+)/,
    logFile,
  });
  return { name, process: engine, start: async () => Number(await engine.start()), record: () => readRecord(recordFile) };
}

function argumentsOf({ secondsPerPrompt, secondsPerStep, secondsPerLoad, memoryMiB, checkpoints }: Omit<EngineProcessOptions, 'name' | 'folder' | 'logFile'>): string[] {
  const given = { 'seconds-per-prompt': secondsPerPrompt, 'seconds-per-step': secondsPerStep, 'seconds-per-load': secondsPerLoad, memory: memoryMiB, checkpoints: checkpoints?.join(',') };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
}

/** The record of an engine, as far as it is written. */
export function readRecord(path: string): RecordedEvent[] {
  const lines = readFileSync(path, { encoding: 'utf8', flag: 'a+' }).split('\n');
  // Written by the engine; a line that a kill cut short is none.
  return lines.flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as RecordedEvent] : []));
}
