import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EngineThread, startEngineInWorker } from '@gridscope/engine';

const restPause = { firstMs: 500, longestMs: 60_000 };

/** Runs the built-in engine in a worker thread for as long as the program runs; one that died, or could not be started, is started again. */
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

  /** Starts it and tells its address, which changes with every start. Undefined where it could not be started: it is tried again, and `moved` tells. */
  async start(): Promise<string | undefined> {
    const engine = await this.tried();
    void this.stayUp(engine);
    return engine?.url;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.engine?.close();
  }

  /** Waits longer each time, so that an engine that cannot live does not keep the machine busy. */
  private async stayUp(first: EngineThread | undefined): Promise<void> {
    let pauseMs = restPause.firstMs;
    for (let engine = first; ; ) {
      if (engine !== undefined) await this.hearOfEnd(engine);
      await sleep(pauseMs, undefined, { ref: false });
      if (this.stopping.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, restPause.longestMs);
      engine = await this.tried();
      if (engine !== undefined) this.heard.moved(engine.url);
    }
  }

  private async hearOfEnd(engine: EngineThread): Promise<void> {
    const error = await engine.ended;
    if (!this.stopping.signal.aborted) this.heard.died(error);
  }

  /** Whatever keeps it from starting may be gone at the next try. */
  private async tried(): Promise<EngineThread | undefined> {
    try {
      const engine = await startEngineInWorker({ dir: join(this.dataFolder, 'engine') });
      this.engine = engine;
      if (!this.stopping.signal.aborted) return engine;
      await engine.close();
      return undefined;
    } catch (error) {
      this.heard.died(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }
}
