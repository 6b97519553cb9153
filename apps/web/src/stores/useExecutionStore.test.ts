import type { ExecutionView } from '@gridscope/contract';
import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { Refusal } from '../testing/fake-api';
import { fakePage } from '../testing/fake-page';
import { counts, planView } from '../testing/things';
import { useExecutionStore } from './useExecutionStore';

const execution = (changed: Partial<ExecutionView> = {}): ExecutionView => ({ isPaused: false, counts: counts({ waiting: 6 }), planCount: 1, ...changed });

it('is paused when somebody else paused it', async () => {
  const { socket } = fakePage({ 'GET /execution': () => execution() });
  const store = useExecutionStore();
  await store.load();

  socket.hearEvent({ type: 'execution-changed', execution: execution({ isPaused: true, since: 1_000 }) });

  expect(store.view).toMatchObject({ isPaused: true, since: 1_000 });
});

it('takes over what the API says after pausing', async () => {
  const { calls } = fakePage({ 'POST /execution/pause': () => execution({ isPaused: true }) });
  const store = useExecutionStore();

  await store.pause();

  expect(store.view?.isPaused).toBe(true);
  expect(calls.map(({ route }) => route)).toEqual(['POST /execution/pause']);
});

it('counts again when plans move on, but not with every cell', async () => {
  vi.useFakeTimers();
  const { socket, calls } = fakePage({ 'GET /execution': () => execution() });
  useExecutionStore();

  for (let sequence = 1; sequence <= 50; sequence += 1) socket.hearEvent({ type: 'plan-changed', plan: planView({ sequence }) });
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();

  expect(calls).toHaveLength(2);
});

it('keeps what it knew, and says so, when it cannot be read', async () => {
  const answers = [execution(), new Refusal(503, 'Starting.')];
  fakePage({ 'GET /execution': () => answers.shift() });
  const store = useExecutionStore();

  await store.load();
  await store.load();
  await flushPromises();

  expect(store.view).toEqual(execution());
  expect(store.error).toBe('Starting.');
});
