import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '@gridscope/contract';
import { Config } from '../../apps/api/src/config/config.js';
import { createApp, type RunningApp } from '../../apps/api/src/create-app.js';
import { databaseSettings, dropDatabase } from './test-database.js';

/** The whole program on a data folder, with a client for its API. */
export interface TestApp extends RunningApp {
  api: ApiClient;
  dataFolder: string;
  /** Ends the program; the folder stays for the next start. A second call does nothing. */
  close(): Promise<void>;
}

/** A folder that is removed when the test is over. */
export async function temporaryFolder(onEnd: (clean: () => Promise<void>) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gridscope-'));
  onEnd(async () => {
    await dropDatabase(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

/** Starts the program on a free port. `environment`: settings, as in `docs/reference/settings.md`. */
export async function startApp(dataFolder: string, environment: Record<string, string> = {}): Promise<TestApp> {
  const app = await createApp(new Config({ PORT: '0', GRIDSCOPE_DATA: dataFolder, GRIDSCOPE_DISCOVER: 'off', GRIDSCOPE_LOG: 'error', ...(await databaseSettings(dataFolder)), ...environment }));
  let closing: Promise<void> | undefined;
  return { ...app, dataFolder, api: new ApiClient({ baseUrl: app.url }), close: () => (closing ??= app.close()) };
}
