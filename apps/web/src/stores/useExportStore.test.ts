import type { ExportView } from '@gridscope/contract';
import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { Refusal } from '../testing/fake-api';
import { fakePage } from '../testing/fake-page';
import { idOf } from '../testing/things';
import { useExportStore } from './useExportStore';

const exported = (changed: Partial<ExportView> = {}): ExportView => ({ id: idOf(7), planId: idOf(1001), format: 'csv', state: 'running', progress: 0.5, fileName: 'steps.csv', createdAt: 1_000, ...changed });

it('says why an export could not be read again after a loss of news, and reads it when asked to', async () => {
  const answers: unknown[] = [new Refusal(503, 'The database does not answer.'), exported({ state: 'done', progress: 1 })];
  const { socket } = fakePage({ 'POST /plans/:id/exports': () => exported(), 'GET /exports/:id': () => answers.shift() });
  const store = useExportStore();
  await store.create(idOf(1001), { format: 'csv' });

  socket.open();
  await flushPromises();
  expect(store.error).toBe('The database does not answer.');
  await store.load();

  expect(store.error).toBeUndefined();
  expect(store.byId.get(idOf(7))?.state).toBe('done');
});
