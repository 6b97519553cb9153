import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../test/support/start-app.js';
import { testDriver } from '../../../../test/support/test-database.js';
import { FileLocks } from './file-locks.js';
import type { LockMode } from './lock.js';

async function twoProcesses(): Promise<[FileLocks, FileLocks]> {
  const folder = await temporaryFolder(onTestFinished);
  const driver = await testDriver();
  return [new FileLocks(folder, driver), new FileLocks(folder, driver)];
}

it.each<[string, LockMode, LockMode, boolean]>([
  ['who shares lets others share', 'shared', 'shared', true],
  ['who shares lets nobody have it alone', 'shared', 'exclusive', false],
  ['who has it alone lets nobody share', 'exclusive', 'shared', false],
  ['who has it alone lets nobody else', 'exclusive', 'exclusive', false],
])('%s', async (_, first, second, isGiven) => {
  const [one, other] = await twoProcesses();
  const held = await one.tryLock('thing', first);
  onTestFinished(() => held?.release());

  const asked = await other.tryLock('thing', second);
  onTestFinished(() => asked?.release());

  expect(held).toBeDefined();
  expect(asked !== undefined).toBe(isGiven);
});

it('gives a lock to somebody else once it is released, and locks of other names at any time', async () => {
  const [one, other] = await twoProcesses();
  const held = await one.tryLock('thing', 'exclusive');

  const elsewhere = await other.tryLock('another', 'exclusive');
  await held?.release();
  const later = await other.tryLock('thing', 'exclusive');

  expect(elsewhere).toBeDefined();
  expect(later).toBeDefined();
  await elsewhere?.release();
  await later?.release();
});
