import { expect, it } from 'vitest';
import { SharedRuns } from './shared-runs.js';

it('does calls that come meanwhile together, after what is under way', async () => {
  const ends: (() => void)[] = [];
  const runs = new SharedRuns(() => new Promise((resolve) => ends.push(resolve)));

  const all = [runs.run(), runs.run(), runs.run()];
  const begunAtFirst = ends.length;
  ends[0]?.();
  await all[0];
  await Promise.resolve();
  await expect.poll(() => ends.length).toBe(2);
  ends[1]?.();
  await Promise.all(all);

  expect([begunAtFirst, ends.length]).toEqual([1, 2]);
});

it('goes on after a run that threw', async () => {
  let isBroken = true;
  const runs = new SharedRuns(async () => {
    if (isBroken) throw new Error('no database');
  });

  await expect(runs.run()).rejects.toThrow('no database');
  isBroken = false;

  await expect(runs.run()).resolves.toBeUndefined();
});
