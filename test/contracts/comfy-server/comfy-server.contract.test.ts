import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { reasonFor } from './known-differences.js';
import { startOwnEngine } from './own-engine.js';
import { readRecordings } from './recording.js';
import { replay } from './replay.js';

const recordings = readRecordings(join(import.meta.dirname, '../../recorded/comfyui/0.33.0'));
const played = { requests: 0, messages: 0, known: 0 };

it.each(recordings.map((recording) => [recording.scenario, recording] as const))('the engine answers %s as ComfyUI did', async (scenario, recording) => {
  const target = await startOwnEngine(scenario);
  try {
    const { findings, requestCount, messageCount } = await replay(recording, target);
    const unexplained = findings.filter((finding) => reasonFor(finding) === undefined);
    played.requests += requestCount;
    played.messages += messageCount;
    played.known += findings.length - unexplained.length;

    expect(unexplained.map(({ step, what, path, expected, actual }) => `step ${step} ${what} at ${path}\n  expected ${expected}\n  actual   ${actual}`)).toEqual([]);
  } finally {
    await target.close();
  }
});

afterAll(() => {
  process.stdout.write(`comfy-server: ${played.requests} requests and ${played.messages} messages compared over ${recordings.length} scenarios; ${played.known} named differences\n`);
});
