import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine, type Engine, type EngineOptions } from '@gridscope/engine';
import { recNodes } from '../../fakes/rec-nodes/rec-nodes.js';
import type { Target } from './target.js';

/** Models as the recorded server had them; steps cost a little, so that there is something to interrupt. */
const recordedServer: Partial<EngineOptions> = {
  checkpoints: ['tiny-a.safetensors', 'tiny-b.safetensors', 'tiny-clip.safetensors'],
  loras: ['tiny.safetensors'],
  hasOnlyGivenModels: true,
  secondsPerStep: 0.001,
  nodeClasses: recNodes,
};

/** What the servers of some scenarios were started with, or suffered. */
const optionsByScenario: Readonly<Record<string, Partial<EngineOptions>>> = {
  'server-flags': { previewMethod: 'latent2rgb', isMetadataDisabled: true, corsOrigin: '*', maxUploadMiB: 1 },
  'worker-dies': { faults: { isWorkerMortal: true } },
};

/** A fresh engine with the models that the recorded server had. */
export async function startOwnEngine(scenario: string, more: Partial<EngineOptions> = {}): Promise<Target> {
  const dir = await mkdtemp(join(tmpdir(), 'comfy-server-'));
  const options: EngineOptions = { dir, ...recordedServer, ...optionsByScenario[scenario], ...more };
  let engine: Engine = await startEngine(options);
  const { url: baseUrl, port } = engine;
  return {
    baseUrl,
    dir,
    isOwn: true,
    stop: () => engine.close(),
    async restart() {
      engine = await startEngine({ ...options, port });
    },
    async close() {
      await engine.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
