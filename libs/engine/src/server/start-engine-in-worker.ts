import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SerializableEngineOptions } from '../execution/engine-options.js';
import type { Engine } from './start-engine.js';

/** What the worker tells: it answers, or why it could not start. */
export type WorkerNews = { kind: 'ready'; url: string; port: number } | { kind: 'failed'; message: string } | { kind: 'closed' };

/** An engine in a thread of its own. */
export interface EngineThread extends Engine {
  /** Resolves when the thread has ended, asked to or not; with the error that ended it, where there was one. */
  ended: Promise<Error | undefined>;
}

/** The worker ended although nobody asked it to. */
export class EngineStoppedError extends Error {
  override name = 'EngineStoppedError';
}

/**
 * Starts an engine in a worker thread, so that sampling does not hold this thread up; resolves when it answers.
 * The thread ends with this process. Throws EngineStoppedError with the reason where it could not start.
 */
export async function startEngineInWorker(options: SerializableEngineOptions): Promise<EngineThread> {
  const worker = new Worker(new URL('../worker.js', workerBase()), { workerData: options, name: 'gridscope-engine' });
  const ended = endOf(worker);
  const news = await firstNews(worker);
  if (news.kind !== 'ready') {
    await worker.terminate();
    throw new EngineStoppedError(news.kind === 'failed' ? `the built-in engine could not start: ${news.message}` : 'the built-in engine stopped while it started');
  }
  return { url: news.url, port: news.port, ended, close: () => closeWorker(worker, ended) };
}

/** The compiled worker also when this file runs from its source (tests): a thread cannot load TypeScript. */
function workerBase(): string {
  return import.meta.url.replace('/engine/src/server/', '/engine/dist/server/');
}

async function firstNews(worker: Worker): Promise<WorkerNews> {
  const exited = once(worker, 'exit').then((): WorkerNews => ({ kind: 'closed' }));
  const failed = once(worker, 'error').then(([error]: unknown[]): WorkerNews => ({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }));
  // Only our own worker posts here, and it posts WorkerNews alone.
  const told = once(worker, 'message').then(([news]: unknown[]) => news as WorkerNews);
  return Promise.race([told, failed, exited]);
}

/** Also hears the error of a thread that dies, which would otherwise end the whole program. */
function endOf(worker: Worker): Promise<Error | undefined> {
  let reason: Error | undefined;
  worker.on('error', (error) => {
    reason = error instanceof Error ? error : new Error(String(error));
  });
  return once(worker, 'exit').then(() => reason);
}

async function closeWorker(worker: Worker, ended: Promise<unknown>): Promise<void> {
  worker.postMessage('close');
  await ended;
}
