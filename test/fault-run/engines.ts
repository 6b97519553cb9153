import { join } from 'node:path';
import { FaultyProxy } from '../fakes/faulty-proxy.js';
import { createEngineProcess, type EngineProcess } from '../support/engine-process.js';

/** An engine as a process of its own, behind a network that can be hurt. A restart forgets queue and history, as ComfyUI's does. */
export interface FaultedEngine extends Omit<EngineProcess, 'start'> {
  proxy: FaultyProxy;
  /** Starts it, also again. */
  start(): Promise<void>;
}

/** `secondsPerStep`: of a device of known speed. */
export async function createEngine(folder: string, name: string, secondsPerStep: number): Promise<FaultedEngine> {
  const engine = await createEngineProcess({ name, folder, secondsPerStep, logFile: join(folder, 'logs', `${name}.log`) });
  let port = 0;
  const proxy = await FaultyProxy.start(() => port);
  return {
    ...engine,
    proxy,
    start: async () => {
      port = await engine.start();
    },
  };
}
