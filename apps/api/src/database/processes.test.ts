import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../test/support/start-app.js';
import { addressOfUser, DataFolderError, holdDataFolder } from './data-folder.js';
import { testDriver } from '../../../../test/support/test-database.js';
import { type ProcessEntry, ProcessFolder } from './process-folder.js';
import { LoneProcess, newEntry, SharingProcess } from './processes.js';

const driver = await testDriver();

/** A process that holds a folder with others, as `openData` does it. */
async function enter(folder: string, role: ProcessEntry['role'] = 'all', more: Partial<ProcessEntry> = {}) {
  const entry = { ...(await newEntry(role, Date.now())), ...more };
  const held = await holdDataFolder(folder, driver, entry);
  let isOver = false;
  const end = async () => {
    if (!isOver) await held.release();
    isOver = true;
  };
  onTestFinished(end);
  return { ...held, end, processes: new SharingProcess(entry, new ProcessFolder(folder, driver), true) };
}

describe('processes that share a data folder', () => {
  it('know of each other that they live, and that one has ended', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const one = await enter(folder);
    const other = await enter(folder, 'worker');
    const before = await one.processes.isAlive(other.processes.workerId);

    await other.end();

    expect([before, await one.processes.isAlive(other.processes.workerId)]).toEqual([true, false]);
    expect((await one.processes.all()).map((entry) => entry.workerId)).toEqual([one.processes.workerId]);
  });

  it('say of one on another machine that nothing is known', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const one = await enter(folder);
    const other = await enter(folder, 'worker', { host: 'elsewhere', bootId: 'another start' });

    await other.end();

    expect(await one.processes.isAlive(other.processes.workerId)).toBeUndefined();
  });

  it('say of one that never was in the folder that it has ended, unless there are others elsewhere', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const { processes } = await enter(folder);
    const entries = new ProcessFolder(folder, driver);
    const withOthers = new SharingProcess(await newEntry('all', Date.now()), entries, false);

    expect([await processes.isAlive(randomUUID()), await withOthers.isAlive(randomUUID())]).toEqual([false, undefined]);
  });

  it('forget those that ended first, and remember the last twenty', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const ids: string[] = [];
    for (let place = 0; place < 22; place += 1) {
      const earlier = await enter(folder, 'worker', { startedAt: place });
      ids.push(earlier.processes.workerId);
      await earlier.end();
    }
    await enter(folder);

    const entries = new ProcessFolder(folder, driver);

    expect(await Promise.all([0, 1, 2, 21].map((place) => entries.find(ids[place] ?? '')))).toEqual(['unknown', 'unknown', 'ended', 'ended']);
  });

  it('tell a program where the API answers, and not where a worker does', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const worker = await enter(folder, 'worker');
    await worker.announce('http://127.0.0.1:1');
    const before = await addressOfUser(folder, driver);
    const api = await enter(folder, 'api');
    await api.announce('http://127.0.0.1:2');

    expect([before, await addressOfUser(folder, driver)]).toEqual([undefined, 'http://127.0.0.1:2']);
  });
});

describe('a data folder', () => {
  it('is refused to one that wants it alone while others share it, with the address of theirs', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const sharing = await enter(folder);
    await sharing.announce('http://127.0.0.1:2');

    const refusal = await holdDataFolder(folder, driver).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(DataFolderError);
    expect(refusal).toMatchObject({ usedBy: 'http://127.0.0.1:2', message: expect.stringContaining(`in use by process ${process.pid} at http://127.0.0.1:2`) });
  });

  it('is refused to one that would share it while somebody has it alone', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const alone = await holdDataFolder(folder, driver);
    onTestFinished(() => alone.release());
    await alone.announce('http://127.0.0.1:3');

    await expect(enter(folder)).rejects.toThrow(/in use by process \d+ at http:\/\/127\.0\.0\.1:3, which does not share it: start all of them with REDIS_URL/);
  });

  it('forgets who shared it when somebody has it alone', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const earlier = await enter(folder);
    await earlier.announce('http://127.0.0.1:2');
    await earlier.end();

    const alone = await holdDataFolder(folder, driver);
    onTestFinished(() => alone.release());

    expect(await new ProcessFolder(folder, driver).living()).toEqual([]);
    expect(await addressOfUser(folder, driver)).toBeUndefined();
  });
});

it('counts every other worker as ended where it is alone', async () => {
  const processes = new LoneProcess(await newEntry('all', Date.now()));

  expect([await processes.isAlive(processes.workerId), await processes.isAlive(randomUUID())]).toEqual([true, false]);
});
