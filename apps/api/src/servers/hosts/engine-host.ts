import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineStoppedError, type EngineThread, startEngineInWorker } from '@gridscope/engine';

const restPause = { firstMs: 500, longestMs: 60_000 };

/** Runs the built-in engine in a worker thread for as long as the program runs; one that died is started again. */
export class EngineHost {
  private engine: EngineThread | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly dataFolder: string,
    private readonly heard: {
      /** It answers at another address than before. */
      moved(url: string): void;
      died(error: Error | undefined): void;
    },
  ) {}

  /** Starts it and tells its address, which changes with every start. */
  async start(): Promise<string> {
    const engine = await startEngineInWorker({ dir: join(this.dataFolder, 'engine') });
    this.engine = engine;
    void this.stayUp(engine);
    return engine.url;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.engine?.close();
  }

  /** Waits longer each time, so that an engine that cannot live does not keep the machine busy. */
  private async stayUp(first: EngineThread): Promise<void> {
    let pauseMs = restPause.firstMs;
    for (let engine = first; ; ) {
      const error = await engine.ended;
      if (this.stopping.signal.aborted) return;
      this.heard.died(error);
      await sleep(pauseMs, undefined, { ref: false });
      if (this.stopping.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, restPause.longestMs);
      engine = (await this.restarted()) ?? engine;
    }
  }

  /** Undefined where it could not be started; it is tried again. */
  private async restarted(): Promise<EngineThread | undefined> {
    try {
      this.engine = await startEngineInWorker({ dir: join(this.dataFolder, 'engine') });
      this.heard.moved(this.engine.url);
      return this.engine;
    } catch (error) {
      if (!(error instanceof EngineStoppedError)) throw error;
      return undefined;
    }
  }
}
