import { expect, it, onTestFinished } from 'vitest';
import { type Job, type JobHandlers } from '../../../apps/api/src/jobs/job.js';
import type { JobFailureListener, Queue } from '../../../apps/api/src/jobs/queue.js';
import { eventually } from '../../support/eventually.js';

const sweep: Job = { type: 'sweep' };
const write = (planId: string): Job => ({ type: 'write-plan', planId });
const draw = (cellId: string): Job => ({ type: 'draw-cell', cellId, serverId: 'studio' });

/** Handlers that do nothing but what a test gives. */
function handlers(more: Partial<JobHandlers> = {}): JobHandlers {
  const nothing = async () => undefined;
  return { 'draw-cell': nothing, 'write-plan': nothing, sweep: nothing, ...more };
}

/** A promise and what resolves it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => { throw new Error('the gate is not there yet'); };
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return { opened, open };
}

/** What every queue keeps to. */
export function describeQueue(makeQueue: (onFailure: JobFailureListener) => Queue): void {
  function started(more: Partial<JobHandlers>, onFailure: JobFailureListener = () => undefined): Queue {
    const queue = makeQueue(onFailure);
    queue.start(handlers(more));
    onTestFinished(() => queue.close());
    return queue;
  }

  it('delivers every job with its data', async () => {
    const seen: string[] = [];
    const queue = started({ 'write-plan': async ({ planId }) => void seen.push(planId) });

    for (const planId of ['a', 'b', 'c']) await queue.add(write(planId));

    await eventually('all three came', async () => seen.length === 3);
    expect(seen.sort()).toEqual(['a', 'b', 'c']);
  });

  it('keeps what is added before the start', async () => {
    const seen: string[] = [];
    const queue = makeQueue(() => undefined);
    onTestFinished(() => queue.close());

    await queue.add(write('early'));
    queue.start(handlers({ 'write-plan': async ({ planId }) => void seen.push(planId) }));

    await eventually('it came', async () => seen.includes('early'));
  });

  it('says how many jobs wait and how many are being done', async () => {
    const { opened, open } = gate();
    const queue = started({ 'write-plan': () => opened });
    onTestFinished(open);

    for (const planId of ['a', 'b', 'c']) await queue.add(write(planId));

    const depth = await eventually('one is being done and two wait', async () => {
      const now = await queue.depth();
      return now?.['write-plan'].running === 1 && now['write-plan'].waiting === 2 && now;
    });
    expect(depth.sweep).toEqual({ waiting: 0, running: 0 });
  });

  it('does not put an equal job in line twice while it waits', async () => {
    let runs = 0;
    const { opened, open } = gate();
    const queue = started({ sweep: async () => { runs += 1; await opened; } });
    await queue.add(sweep);
    await eventually('the first runs', async () => runs === 1);

    await queue.add(sweep);
    await queue.add(sweep);
    open();

    await eventually('the one that waited ran', async () => runs === 2);
    await queue.close();
    expect(runs).toBe(2);
  });

  it('delivers a job again that is put in line again after its end', async () => {
    let runs = 0;
    const queue = started({ sweep: async () => { runs += 1; } });
    await queue.add(sweep);
    await eventually('it ran', async () => runs === 1);

    await queue.add(sweep);

    await eventually('it ran again', async () => runs === 2);
  });

  it('takes a job in line without waiting until it is done', async () => {
    const { opened, open } = gate();
    const queue = started({ sweep: () => opened });

    await queue.add(sweep);

    open();
  });

  it('draws many cells at once, however long one takes', async () => {
    const begun = new Set<string>();
    const { opened, open } = gate();
    const queue = started({ 'draw-cell': async ({ cellId }) => { begun.add(cellId); await opened; } });
    const cells = Array.from({ length: 64 }, (_, index) => `cell ${index}`);

    for (const cellId of cells) await queue.add(draw(cellId));

    await eventually('all have begun', async () => begun.size === cells.length);
    open();
  });

  it('writes one plan after the other', async () => {
    const events: string[] = [];
    const queue = started({ 'write-plan': async ({ planId }) => {
      events.push(`${planId} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${planId} ends`);
    } });

    await queue.add(write('a'));
    await queue.add(write('b'));

    await eventually('both were written', async () => events.length === 4);
    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('reports a job that throws, and goes on with the others', async () => {
    const failed: unknown[] = [];
    const seen: string[] = [];
    const queue = started({
      'write-plan': async ({ planId }) => {
        if (planId === 'bad') throw new Error('no such plan');
        seen.push(planId);
      },
    }, (job, error) => failed.push([job, String(error)]));

    await queue.add(write('bad'));
    await queue.add(write('good'));

    await eventually('the other came', async () => seen.includes('good'));
    expect(failed).toEqual([[write('bad'), 'Error: no such plan']]);
  });

  it('lets jobs of one kind not hold up another kind', async () => {
    const { opened, open } = gate();
    let isSwept = false;
    const queue = started({ 'write-plan': () => opened, sweep: async () => { isSwept = true; } });
    await queue.add(write('long'));

    await queue.add(sweep);

    await eventually('the sweep ran', async () => isSwept);
    open();
  });

  it('raises the signal of what runs when it is closed, and waits for its end', async () => {
    let hasEnded = false;
    const begun = gate();
    const queue = started({
      sweep: (_, signal) => new Promise((resolve) => {
        signal.addEventListener('abort', () => setImmediate(() => { hasEnded = true; resolve(); }));
        begun.open();
      }),
    });
    await queue.add(sweep);
    await begun.opened;

    await queue.close();

    expect(hasEnded).toBe(true);
  });

  it('delivers nothing after it was closed', async () => {
    let runs = 0;
    const queue = started({ sweep: async () => { runs += 1; } });
    await queue.close();

    await queue.add(sweep);

    await queue.close();
    expect(runs).toBe(0);
  });
}
