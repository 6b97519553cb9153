import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../testing/fake-api';
import { fakePage } from '../testing/fake-page';
import { counts, experimentSummary, idOf } from '../testing/things';
import { useExperimentStore } from './useExperimentStore';

describe('useExperimentStore', () => {
  it('reads on where the page before ended', async () => {
    const { calls } = fakePage({
      'GET /experiments': ({ query }) => (query.after === undefined ? { items: [experimentSummary({ id: idOf(2), createdAt: 2_000 })], next: 'more' } : { items: [experimentSummary({ id: idOf(1) })] }),
    });
    const store = useExperimentStore();

    await store.list({ sort: 'newest' });
    await store.listMore();
    await store.listMore();

    expect(store.listed.map(({ id }) => id)).toEqual([idOf(2), idOf(1)]);
    expect(calls.map(({ query }) => query.after)).toEqual([undefined, 'more']);
  });

  it('drops the answer to an older question', async () => {
    const answers: ((items: unknown) => void)[] = [];
    fakePage({ 'GET /experiments': () => new Promise((answer) => answers.push(answer)) });
    const store = useExperimentStore();

    const slow = store.list({ search: 'a', sort: 'newest' });
    const fast = store.list({ search: 'ab', sort: 'newest' });
    await flushPromises();
    answers[1]?.({ items: [experimentSummary({ name: 'abacus' })] });
    await fast;
    answers[0]?.({ items: [experimentSummary({ id: idOf(9), name: 'a' })] });
    await slow;

    expect(store.listed.map(({ name }) => name)).toEqual(['abacus']);
  });

  it('follows events: changed, outside of the filter, deleted', async () => {
    const { socket } = fakePage({ 'GET /experiments': () => ({ items: [experimentSummary()] }) });
    const store = useExperimentStore();
    await store.list({ state: 'running', sort: 'newest' });

    socket.hearEvent({ type: 'experiment-changed', experiment: experimentSummary({ state: 'running', counts: counts({ done: 2 }) }) });
    expect(store.listed[0]?.counts?.done).toBe(2);
    socket.hearEvent({ type: 'experiment-changed', experiment: experimentSummary({ state: 'done' }) });
    expect(store.listed).toEqual([]);
    socket.hearEvent({ type: 'experiment-changed', experiment: experimentSummary({ state: 'running' }) });
    socket.hearEvent({ type: 'experiment-deleted', experimentId: idOf(1) });

    expect(store.listed).toEqual([]);
  });

  it('reads the list again that was asked for before the connection was there', async () => {
    const { socket, calls } = fakePage({ 'GET /experiments': () => ({ items: [] }) });
    const store = useExperimentStore();
    const listed = store.list({ sort: 'name' });

    socket.open();
    await listed;
    await flushPromises();

    expect(calls.map(({ query }) => query.sort)).toEqual(['name', 'name']);
  });

  it('reads the list again after the connection was lost', async () => {
    const { socket, calls } = fakePage({ 'GET /experiments': () => ({ items: [] }) });
    const store = useExperimentStore();
    socket.open();
    await store.list({ sort: 'name' });
    socket.lose();

    socket.open();
    await flushPromises();

    expect(calls.map(({ query }) => query.sort)).toEqual(['name', 'name']);
  });

  it('reads the list that could not be read again with the next connection', async () => {
    const answers: unknown[] = [new Refusal(503, 'The database does not answer.'), { items: [experimentSummary()] }];
    const { socket } = fakePage({ 'GET /experiments': () => answers.shift() });
    const store = useExperimentStore();
    await store.list({ sort: 'newest' });

    socket.open();
    await flushPromises();

    expect(store.listed.map(({ id }) => id)).toEqual([idOf(1)]);
    expect(store.error).toBeUndefined();
  });

  it('reads on at the page that could not be read', async () => {
    const answers: unknown[] = [{ items: [experimentSummary({ id: idOf(2) })], next: 'more' }, new Refusal(503, 'The database does not answer.'), { items: [experimentSummary({ id: idOf(1) })] }];
    const { calls } = fakePage({ 'GET /experiments': () => answers.shift() });
    const store = useExperimentStore();
    await store.list({ sort: 'newest' });
    await store.listMore();

    await store.retry();

    expect(store.listed.map(({ id }) => id)).toEqual([idOf(2), idOf(1)]);
    expect(calls.map(({ query }) => query.after)).toEqual([undefined, 'more', 'more']);
  });

  it.each([
    ['stays known for its own filter', { sort: 'name' }, true],
    ['is not taken for that of another', { sort: 'name', tag: 'portraits' }, false],
  ] as const)('a list that cannot be read again %s', async (_, wanted, isLoaded) => {
    const answers: unknown[] = [{ items: [experimentSummary()] }, new Refusal(503, 'The database does not answer.')];
    fakePage({ 'GET /experiments': () => answers.shift() });
    const store = useExperimentStore();
    await store.list({ sort: 'name' });

    await store.list(wanted);

    expect(store.isLoaded).toBe(isLoaded);
    expect(store.error).toBe('The database does not answer.');
  });

  it('says why the list cannot be read', async () => {
    fakePage({ 'GET /experiments': () => new Refusal(500, 'The disk is full.') });
    const store = useExperimentStore();

    await store.list({ sort: 'newest' });

    expect(store.error).toBe('The disk is full.');
  });
});
