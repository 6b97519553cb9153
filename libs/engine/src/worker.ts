import { parentPort, workerData } from 'node:worker_threads';
import type { SerializableEngineOptions } from './execution/engine-options.js';
import { startEngine } from './server/start-engine.js';
import type { WorkerNews } from './server/start-engine-in-worker.js';

const parent = parentPort;
if (parent === null) throw new Error('this is the engine\'s worker thread; start it with startEngineInWorker');
const tell = (news: WorkerNews): void => parent.postMessage(news);

try {
  // startEngineInWorker passes its options and nothing else.
  const engine = await startEngine(workerData as SerializableEngineOptions);
  parent.once('message', () => {
    void engine.close().then(() => process.exit(0));
  });
  tell({ kind: 'ready', url: engine.url, port: engine.port });
} catch (error) {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
