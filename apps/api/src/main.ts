import { Config, SettingsError } from './config/config.js';
import { PortTakenError, createApp } from './create-app.js';
import { DataFolderError } from './database/data-folder.js';

const started = await start();

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
console.log(`Gridscope is at ${started.url}`);

async function start() {
  try {
    return await createApp(new Config(process.env));
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof DataFolderError || error instanceof PortTakenError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
