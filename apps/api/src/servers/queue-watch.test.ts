import { describe, expect, it } from 'vitest';
import { type QueueLook, QueueWatch } from './queue-watch.js';

const ours = new Set(['a', 'b']);
const stuckMs = 60_000;

/** Looks at these queues, one every 5 s from 0 on, then asks `afterMs` after the last. */
function watched(looks: QueueLook[], afterMs: number, prepare: (watch: QueueWatch) => void = () => undefined): number | undefined {
  const watch = new QueueWatch(stuckMs);
  prepare(watch);
  looks.forEach((look, i) => watch.note(look, i * 5_000));
  return watch.stuckSince(ours, (looks.length - 1) * 5_000 + afterMs);
}

const waits = { running: [], pending: ['a'] };

describe('stuckSince', () => {
  it.each<[string, QueueLook[], number, number | undefined]>([
    ['nothing waits', [{ running: [], pending: [] }], 3_600_000, undefined],
    ['ours waits and nothing runs for the time', [waits, waits], stuckMs - 5_000, 0],
    ['ours waits and nothing runs, not yet for the time', [waits, waits], stuckMs - 5_001, undefined],
    ['another joined it meanwhile', [waits, { running: [], pending: ['a', 'b'] }], stuckMs - 5_000, 0],
    ['something began meanwhile', [waits, { running: ['a'], pending: [] }, waits], stuckMs - 1, undefined],
    ['something ended between two looks', [{ running: [], pending: ['a', 'b'] }, { running: [], pending: ['b'] }], stuckMs - 1, undefined],
    ['only others wait', [{ running: [], pending: ['z'] }], 3_600_000, undefined],
    ['ours waits behind a long prompt of others', [{ running: ['z'], pending: ['a'] }], stuckMs * 29, undefined],
    ['ours waits behind a prompt of others that never ends', [{ running: ['z'], pending: ['a'] }], stuckMs * 30, 0],
  ])('where %s', (_, looks, afterMs, since) => {
    expect(watched(looks, afterMs)).toBe(since);
  });

  it('takes a prompt that has started and begun no node for dead', () => {
    const since = watched([{ running: ['a'], pending: ['b'] }], stuckMs + 1_000, (watch) => watch.hear('a', 'started', 1_000));

    expect(since).toBe(1_000);
  });

  it('is patient with a node that has begun', () => {
    const prepare = (watch: QueueWatch) => {
      watch.hear('a', 'started', 0);
      watch.hear('a', 'working', 100);
    };

    expect(watched([{ running: ['a'], pending: [] }], stuckMs * 29, prepare)).toBeUndefined();
    expect(watched([{ running: ['a'], pending: [] }], stuckMs * 30 + 100, prepare)).toBe(100);
  });

  it('leaves a prompt that another process follows to that process', () => {
    expect(watched([{ running: ['a'], pending: ['b'] }], stuckMs * 1_000)).toBeUndefined();
  });

  it('takes what runs at its first look for no movement', () => {
    expect(new QueueWatch(stuckMs).note({ running: ['z'], pending: [] }, 0)).toBe(false);
  });

  it('begins anew after it was away', () => {
    const watch = new QueueWatch(stuckMs);
    watch.note(waits, 0);
    watch.forget();
    watch.note(waits, stuckMs);

    expect(watch.stuckSince(ours, stuckMs + 5_000)).toBeUndefined();
  });
});

describe('note', () => {
  it('says whether something has begun or ended to run, and not what only left the queue', () => {
    const watch = new QueueWatch(stuckMs);
    const looks = [waits, { running: [], pending: ['a', 'b'] }, { running: [], pending: ['b'] }, { running: ['b'], pending: [] }, { running: [], pending: [] }];

    expect(looks.map((look, i) => watch.note(look, i))).toEqual([false, false, false, true, true]);
  });
});
