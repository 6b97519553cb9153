import { join } from 'node:path';
import { type Engine, startEngineInWorker } from '@gridscope/engine';

/** Runs the built-in engine in a worker thread for as long as the program runs. */
export class EngineHost {
  private engine: Engine | undefined;

  constructor(private readonly dataFolder: string) {}

  /** Starts it and tells its address, which changes with every start. */
  async start(): Promise<string> {
    this.engine = await startEngineInWorker({ dir: join(this.dataFolder, 'engine') });
    return this.engine.url;
  }

  async stop(): Promise<void> {
    await this.engine?.close();
    this.engine = undefined;
  }
}
