import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient, endpoints, type PlanView } from '@gridscope/contract';
import { type Engine, startEngineInWorker } from '@gridscope/engine';

/** A ComfyUI of somebody's own, which the program draws on. */
export interface Studio {
  /** Gives it nothing more, until it is used again. */
  drain(isDraining: boolean): Promise<void>;
  /** It goes away, as when its machine is switched off. */
  leave(): Promise<void>;
}

/** Starts one that takes its time, and adds it to the program at `url`. */
export async function startStudio(url: string, name: string, { secondsPerPrompt = 0.5 } = {}): Promise<Studio> {
  const dir = await mkdtemp(join(tmpdir(), 'gridscope-studio-'));
  const engine: Engine = await startEngineInWorker({ dir, secondsPerPrompt });
  const { id: serverId } = await client(url).request(endpoints.addServer, { body: { name, url: engine.url, seats: 1 } });
  return {
    drain: async (isDraining) => void (await client(url).request(isDraining ? endpoints.drainServer : endpoints.undrainServer, { parameters: { serverId } })),
    leave: async () => {
      await engine.close();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Starts a grid of small pictures, `seed` 1, 2 … across and `steps` 3, 4 … down, on servers of one's own. */
export async function startGrid(url: string, { columns, rows, servers = 'all', name = 'seeds × steps' }: { columns: number; rows: number; servers?: 'all' | string[]; name?: string }): Promise<PlanView> {
  const axes = [{ input: 'KSampler.seed', name: 'seed', values: `1-${columns}` }, { input: 'KSampler.steps', name: 'steps', values: `3-${2 + rows}` }];
  const { id } = await client(url).request(endpoints.createExperiment, { body: { gridscope: 1, name, servers, workflow: { template: 'txt2img' }, set: { 'EmptyLatentImage.width': 64, 'EmptyLatentImage.height': 64 }, axes } });
  return client(url).request(endpoints.startPlan, { parameters: { experimentId: id }, body: {} });
}

/** What the page speaks with, for what is not the matter of a test. */
function client(url: string): ApiClient {
  return new ApiClient({ baseUrl: url, fetch });
}
