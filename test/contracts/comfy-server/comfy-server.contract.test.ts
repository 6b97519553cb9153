import { afterAll, expect, it } from 'vitest';
import { playToEngine } from './play-scenario.js';
import { readRecordings } from './recording.js';
import { recordingsFolder } from './recordings-folder.js';

const recordings = readRecordings(recordingsFolder());
const played = { requests: 0, messages: 0, known: 0 };

it.each(recordings.map((recording) => [recording.scenario, recording] as const))('the engine answers %s as ComfyUI did', async (_, recording) => {
  const { requestCount, messageCount, knownCount, complaints } = await playToEngine(recording);
  played.requests += requestCount;
  played.messages += messageCount;
  played.known += knownCount;

  expect(complaints).toEqual([]);
});

afterAll(() => {
  process.stdout.write(`comfy-server: ${played.requests} requests and ${played.messages} messages compared over ${recordings.length} scenarios; ${played.known} named differences\n`);
});
