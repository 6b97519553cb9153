import { Config, SettingsError } from './config/config.js';
import { PortTakenError, createApp } from './create-app.js';
import { DataFolderError } from './database/data-folder.js';

const config = await orEnd(() => new Config(process.env));
const started = await orEnd(() => createApp(config));

let isClosing = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isClosing) process.exit(130);
    isClosing = true;
    console.log('\nStopping. What is drawn is kept; the next start goes on.');
    void started.close().then(() => process.exit(0));
  });
}
// Last: whoever reads this may end the program the same moment.
console.log(config.isApi ? `Gridscope is at ${started.url}` : `A worker of Gridscope tells how it is at ${started.url}/api/v1/health and ${started.url}/api/v1/metrics`);

/** What a person can put right is said in a sentence, and the program ends. */
async function orEnd<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof DataFolderError || error instanceof PortTakenError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
