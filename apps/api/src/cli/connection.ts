import { ApiClient } from '@gridscope/contract';
import { Config } from '../config/config.js';
import { addressOfUser, DataFolderError } from '../database/data-folder.js';
import { loadSqliteDriver } from '../database/driver.js';

/** A Gridscope to talk to: one that runs already, or one started for this command. */
export interface Connection {
  api: ApiClient;
  /** Where its page is. */
  url: string;
  isEmbedded: boolean;
  close(): Promise<void>;
}

/** Uses the Gridscope at `apiUrl`, else the one that has the data folder, else starts one. */
export async function connect(environment: NodeJS.ProcessEnv, apiUrl?: string): Promise<Connection> {
  const token = environment.GRIDSCOPE_TOKEN;
  if (apiUrl !== undefined) return clientOf(apiUrl.replace(/\/+$/, ''), token);
  // A free port, unless one is asked for: the command must not fail because something else has the usual one. Where nobody else runs it does everything itself.
  const config = new Config({ ...environment, PORT: environment.PORT ?? '0', GRIDSCOPE_ROLE: 'all' });
  const user = await addressOfUser(config.dataFolder, await loadSqliteDriver(config));
  if (user !== undefined) return clientOf(user, token);
  // A client needs nothing of the program, which takes a second to load.
  const { createApp } = await import('../create-app.js');
  try {
    const app = await createApp(config);
    return { api: new ApiClient({ baseUrl: app.url, token }), url: app.url, isEmbedded: true, close: () => app.close() };
  } catch (error) {
    if (error instanceof DataFolderError && error.usedBy !== undefined) return clientOf(error.usedBy, token);
    throw error;
  }
}

/** Uses the Gridscope at `apiUrl`, else the one that has the data folder. Throws NotRunningError where there is none. */
export async function connectToRunning(environment: NodeJS.ProcessEnv, apiUrl?: string): Promise<Connection> {
  const token = environment.GRIDSCOPE_TOKEN;
  if (apiUrl !== undefined) return clientOf(apiUrl.replace(/\/+$/, ''), token);
  const config = new Config({ ...environment, PORT: environment.PORT ?? '0', GRIDSCOPE_ROLE: 'all' });
  const user = await addressOfUser(config.dataFolder, await loadSqliteDriver(config));
  if (user === undefined) throw new NotRunningError(config.dataFolder);
  return clientOf(user, token);
}

/** There is nobody to talk to. */
export class NotRunningError extends Error {
  constructor(dataFolder: string) {
    super(`No Gridscope is running on the data folder ${dataFolder}. Start it with "npm start", or name one with --api URL.`);
    this.name = 'NotRunningError';
  }
}

function clientOf(url: string, token: string | undefined): Connection {
  return { api: new ApiClient({ baseUrl: url, token }), url, isEmbedded: false, close: () => Promise.resolve() };
}
