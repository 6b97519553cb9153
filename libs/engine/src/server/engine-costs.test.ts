import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { RecordedEvent } from '../execution/prompt-record.js';
import { startBench, textToImage, type EngineBench } from './testing/engine-bench.js';

let bench: EngineBench | undefined;

afterEach(async () => {
  await bench?.close();
  await rm(record, { force: true });
  bench = undefined;
});

const record = join(tmpdir(), `gridscope-engine-record-${process.pid}.jsonl`);

function recorded(): RecordedEvent[] {
  // Written by PromptRecord alone.
  return readFileSync(record, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as RecordedEvent);
}

it('lets a prompt cost no less than what was fixed, with its load beside, however little it computes', async () => {
  bench = await startBench({ checkpoints: ['tiny.safetensors'], secondsPerPrompt: 0.2, secondsPerLoad: 0.3, record });
  const ids = [await bench.submit(textToImage(1)), await bench.submit(textToImage(2))];
  for (const id of ids) await bench.finished(id);

  const events = recorded().filter(({ promptId }) => ids.includes(promptId));
  const costs = ids.map((id) => at(events, id, 'end') - at(events, id, 'start'));

  // A prompt is recorded as begun a few milliseconds after its time began.
  expect(costs[0], 'with its load').toBeGreaterThan(450);
  expect(costs[1], 'the model is there').toBeGreaterThan(150);
});

it('records what becomes of every prompt, and how many are held', async () => {
  bench = await startBench({ checkpoints: ['tiny.safetensors'], secondsPerPrompt: 0.1, record });
  const ids = [await bench.submit(textToImage(1)), await bench.submit(textToImage(2))];
  for (const id of ids) await bench.finished(id);

  const told = recorded().filter(({ promptId }) => ids.includes(promptId)).map((event) => `${event.event} ${ids.indexOf(event.promptId)}${event.event === 'put' ? ` of ${event.held}` : ''}`);

  expect(told.filter((line) => !line.startsWith('put'))).toEqual(['start 0', 'load 0', 'end 0', 'start 1', 'end 1']);
  expect(told.filter((line) => line.startsWith('put'))).toEqual(['put 0 of 1', 'put 1 of 2']);
});

function at(events: readonly RecordedEvent[], promptId: string, kind: RecordedEvent['event']): number {
  return events.find((event) => event.promptId === promptId && event.event === kind)?.atMs ?? Number.NaN;
}
