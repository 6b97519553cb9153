import type { EngineOptions } from '@gridscope/engine';
import { onTestFinished } from 'vitest';
import { startApp, temporaryFolder, type TestApp } from './start-app.js';
import { addServer, startServer } from './start-server.js';

/** A program with one server that takes its time, so that a plan can be caught in the middle. */
export async function slowStudio({ seats = 1, secondsPerStep = 0.05, ...options }: { seats?: number } & Pick<EngineOptions, 'secondsPerStep' | 'faults'> & { /** Where the server keeps its pictures. */ dir?: string } = {}): Promise<TestApp> {
  const server = await startServer(onTestFinished, { secondsPerStep, ...options });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server, 'studio', seats);
  return app;
}
