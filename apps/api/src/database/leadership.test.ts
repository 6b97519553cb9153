import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../../../test/support/eventually.js';
import { temporaryFolder } from '../../../../test/support/start-app.js';
import { testDriver } from '../../../../test/support/test-database.js';
import { FileLocks } from './file-locks.js';
import { LockedLeadership, LoneLeadership } from './leadership.js';
import type { Lock, Locks } from './lock.js';

/** What happened to a leadership, in order. */
function diary() {
  const said: string[] = [];
  return { said, won: () => void said.push('won'), lost: () => void said.push('lost') };
}

it('is won at once where the process is alone', () => {
  const heard = diary();

  new LoneLeadership().hold('scheduler', heard);

  expect(heard.said).toEqual(['won']);
});

it('is one process\'s at a time, and another one\'s when that ends', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const driver = await testDriver();
  const locks = () => ({ scheduler: new FileLocks(folder, driver), engine: new FileLocks(folder, driver) });
  const [first, second] = [new LockedLeadership(locks()), new LockedLeadership(locks())];
  onTestFinished(() => second.end());
  const [one, other] = [diary(), diary()];
  first.hold('scheduler', one);
  await eventually('the first has won', async () => one.said.length > 0);
  second.hold('scheduler', other);
  second.hold('engine', other);
  await eventually('the second has won the other', async () => other.said.length > 0);

  await first.end();
  await eventually('the second has won both', async () => other.said.length === 2);

  expect([one.said, other.said]).toEqual([['won'], ['won', 'won']]);
});

it('is told to be lost when the hold goes away, and tried for again', async () => {
  const holds: AbortController[] = [];
  const locks: Locks = {
    tryLock: (): Promise<Lock> => {
      const lost = new AbortController();
      holds.push(lost);
      return Promise.resolve({ lost: lost.signal, release: () => Promise.resolve() });
    },
  };
  const leadership = new LockedLeadership({ scheduler: locks, engine: locks });
  onTestFinished(() => leadership.end());
  const heard = diary();
  leadership.hold('scheduler', heard);
  await eventually('it is won', async () => heard.said.length === 1);

  holds[0]?.abort();

  await eventually('it is won again', async () => heard.said.length === 3);
  expect(heard.said).toEqual(['won', 'lost', 'won']);
});
