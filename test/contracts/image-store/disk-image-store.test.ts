import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DiskImageStore } from '../../../apps/api/src/images/disk-image-store.js';
import { temporaryFolder } from '../../support/start-app.js';
import { describeImageStore } from './image-store-contract.js';

describe('the store on disk', () => {
  describeImageStore(async () => new DiskImageStore(await temporaryFolder(onTestFinished)));

  it('removes what a crash left half-written, and nothing younger', async () => {
    const folder = await temporaryFolder(onTestFinished);
    await mkdir(join(folder, 'temporary'));
    await writeFile(join(folder, 'temporary', 'torn'), 'half a pict');
    const store = new DiskImageStore(folder);

    await store.clean(Date.now() - 60_000);
    expect(await readdir(join(folder, 'temporary'))).toEqual(['torn']);
    await store.clean(Date.now() + 60_000);

    expect(await readdir(join(folder, 'temporary'))).toEqual([]);
  });
});
