import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecordedEvent } from '@gridscope/engine';
import { FaultyProxy } from '../fakes/faulty-proxy.js';
import { Killable } from './killable.js';

const main = fileURLToPath(new URL('./main.js', import.meta.resolve('@gridscope/engine')));

/** An engine as a process of its own, behind a network that can be hurt. A restart forgets queue and history, as ComfyUI's does. */
export interface FaultedEngine {
  name: string;
  process: Killable;
  proxy: FaultyProxy;
  /** Starts it, also again. */
  start(): Promise<void>;
  /** What became of every prompt, over all its lives. */
  record(): RecordedEvent[];
}

/** `secondsPerStep`: of a device of known speed. */
export async function createEngine(folder: string, name: string, secondsPerStep: number): Promise<FaultedEngine> {
  const dir = join(folder, name);
  await mkdir(dir, { recursive: true });
  const recordFile = join(dir, 'record.jsonl');
  const process = new Killable({
    name,
    file: globalThis.process.execPath,
    args: [main, '--port', '0', '--dir', dir, '--seconds-per-step', String(secondsPerStep), '--record', recordFile],
    ready: / at http:\/\/127\.0\.0\.1:(\d+)/,
    logFile: join(folder, 'logs', `${name}.log`),
  });
  let port = 0;
  const proxy = await FaultyProxy.start(() => port);
  return {
    name,
    process,
    proxy,
    start: async () => {
      port = Number(await process.start());
    },
    record: () => readRecord(recordFile),
  };
}

function readRecord(path: string): RecordedEvent[] {
  const lines = readFileSync(path, { encoding: 'utf8', flag: 'a+' }).split('\n');
  // Written by the engine; a line that a kill cut short is none.
  return lines.flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as RecordedEvent] : []));
}
