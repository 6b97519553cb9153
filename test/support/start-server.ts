import { endpoints } from '@gridscope/contract';
import { type Engine, type EngineOptions, startEngine } from '@gridscope/engine';
import type { TestApp } from './start-app.js';
import { temporaryFolder } from './start-app.js';

/** An engine that plays a ComfyUI of somebody's own: with the faults that a test wants, alive while the program is not. */
export async function startServer(onEnd: (clean: () => Promise<void>) => void, options: Omit<EngineOptions, 'dir'> & { dir?: string } = {}): Promise<Engine> {
  const server = await startEngine({ dir: options.dir ?? (await temporaryFolder(onEnd)), ...options });
  onEnd(() => server.close());
  return server;
}

/** Tells the program of a server. */
export async function addServer(app: TestApp, engine: Engine, name = 'studio', seats = 2): Promise<void> {
  await app.api.request(endpoints.addServer, { body: { name, url: engine.url, seats } });
}
