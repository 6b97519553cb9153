import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine, type Engine, type EngineOptions } from '@gridscope/engine';
import { recNodes } from '../../fakes/rec-nodes/rec-nodes.js';
import type { Target } from './target.js';

/** Models as the recorded server had them; steps and loads cost a little, so that there is something to interrupt and to wait for. */
const recordedServer: Partial<EngineOptions> = {
  checkpoints: ['tiny-a.safetensors', 'tiny-b.safetensors', 'tiny-clip.safetensors'],
  loras: ['tiny.safetensors'],
  hasOnlyGivenModels: true,
  secondsPerStep: 0.001,
  secondsPerLoad: 0.03,
  nodeClasses: recNodes,
};

/** What the servers of some scenarios were started with, or suffered. */
const optionsByScenario: Readonly<Record<string, Partial<EngineOptions>>> = {
  'server-flags': { previewMethod: 'latent2rgb', isMetadataDisabled: true, corsOrigin: '*', maxUploadMiB: 1 },
  'execution-error': { faults: { failNodes: [
    // A package that the recorded server lacked.
    { classType: 'KSampler', when: { sampler_name: 'dpmpp_sde' }, afterStep: 1, exceptionType: 'TypeError', message: "'BrownianTree' object is not callable" },
    // What random weights of a small model cannot take.
    { classType: 'KSampler', when: { steps: 1 }, exceptionType: 'AssertionError', message: '(64, 32)' },
    { classType: 'VAEDecode', when: { samples: ['5', 0] }, exceptionType: 'RuntimeError', message: 'Given groups=1, weight of size [64, 16, 3, 3], expected input[1, 4, 8, 8] to have 16 channels, but got 4 channels instead' },
  ] } },
  'sampler-sweep': { secondsPerStep: 0 },
  'worker-dies': { faults: { isWorkerMortal: true } },
};

/** A fresh engine with the models that the recorded server had. */
export async function startOwnEngine(scenario: string, more: Partial<EngineOptions> = {}): Promise<Target> {
  const outer = await mkdtemp(join(tmpdir(), 'comfy-server-'));
  const dir = join(outer, 'ComfyUI');
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
      await rm(outer, { recursive: true, force: true });
    },
  };
}
