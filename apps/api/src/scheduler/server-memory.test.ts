import { expect, it } from 'vitest';
import type { EndedDrawing } from './drawings.repository.js';
import { ServerMemory } from './server-memory.js';

const drawing = (finishedAt: number, modelKey: string, seconds: number): EndedDrawing => ({ finishedAt, modelKey, stepCount: 1, loadSeconds: 0, drawSeconds: seconds });
const alike = (from: number, count: number) => Array.from({ length: count }, (_, place) => drawing(from + place, 'a', 2));

it('takes the first drawing of a new server as one that loaded', () => {
  const memory = new ServerMemory();

  memory.learn([drawing(1, 'a', 5), drawing(2, 'a', 2)], true);

  expect(memory.pace).toEqual({ secondsPerStep: 2, secondsPerLoad: 3 });
});

it('remembers a load over many drawings that needed none', () => {
  const memory = new ServerMemory();
  memory.learn([drawing(1, 'a', 5)], true);

  memory.learn(alike(2, 500), false);

  expect(memory.pace).toEqual({ secondsPerStep: 2, secondsPerLoad: 3 });
});

it('learns no load from the first drawing of a long history', () => {
  const memory = new ServerMemory();

  memory.learn(alike(1, 200), false);

  expect(memory.pace).toEqual({ secondsPerStep: 2 });
});

it('learns nothing of drawings whose models nobody kept', () => {
  const memory = new ServerMemory();

  memory.learn(alike(1, 3).map(({ modelKey: _, ...unknown }) => unknown), true);

  expect(memory.pace).toEqual({});
});

it('knows which models were loaded last, and until when it has read', () => {
  const memory = new ServerMemory();

  memory.learn([drawing(1, 'a', 5), drawing(7, 'b', 5)], true);

  expect([memory.modelKey, memory.lastAtMs]).toEqual(['b', 7]);
});
