import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { dropDatabase } from '../../../../test/support/test-database.js';
import { DataFolderError } from './data-folder.js';
import { Installation } from './installation.js';

async function started(folder: string): Promise<string> {
  const app = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  const { id } = app.nest.get(Installation);
  await app.close();
  return id;
}

it('stays the same from start to start', async () => {
  const folder = await temporaryFolder(onTestFinished);

  expect(await started(folder)).toBe(await started(folder));
});

it('takes a file in which another process has not written yet for no word at all, and writes it whole', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const id = await started(folder);
  await writeFile(join(folder, 'installation'), '');

  expect(await started(folder)).toBe(id);
  expect(await readFile(join(folder, 'installation'), 'utf8')).toBe(`${id}\n`);
});

it('refuses a data folder of another database, since it would sweep its pictures away', async () => {
  const folder = await temporaryFolder(onTestFinished);
  await started(folder);
  await writeFile(join(folder, 'installation'), '6f7d3f0e-0000-4000-8000-000000000000\n');

  const refusal = await started(folder).catch((error: unknown) => error);

  expect(refusal).toBeInstanceOf(DataFolderError);
  expect(String(refusal)).toContain('was started with the database of another Gridscope: its pictures are not known there');
});

it('refuses a data folder that was used, with an empty database', async () => {
  const folder = await temporaryFolder(onTestFinished);
  await started(folder);
  for (const end of ['', '-wal', '-shm']) await rm(join(folder, `gridscope.db${end}`), { force: true });
  await dropDatabase(folder);

  await expect(started(folder)).rejects.toThrow('was started with an empty database');
});
