import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseExactJson, type Json } from '@gridscope/comfy';
import type { EngineOptions } from '../../execution/engine-options.js';
import { isRecord } from '../../execution/input-specs.js';
import { pythonJson } from '../../execution/python-text.js';
import { startEngine, type Engine } from '../start-engine.js';

export interface EngineBench {
  engine: Engine;
  dir: string;
  get(path: string): Promise<{ status: number; json: Json; bytes: Buffer }>;
  post(path: string, body: Json): Promise<{ status: number; json: Json }>;
  /** Queues a prompt and gives its id. */
  submit(prompt: Json, more?: Record<string, Json>): Promise<string>;
  /** The history entry, once it is there. */
  finished(promptId: string): Promise<Record<string, Json>>;
  close(): Promise<void>;
}

/** An engine over a folder of its own, and the few requests that tests make. */
export async function startBench(options: Partial<EngineOptions> = {}): Promise<EngineBench> {
  const dir = await mkdtemp(join(tmpdir(), 'engine-'));
  const engine = await startEngine({ dir, ...options });
  const ask = async (path: string, init?: RequestInit): Promise<{ status: number; json: Json; bytes: Buffer }> => {
    const response = await fetch(engine.url + path, init);
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, json: isJson ? parseExactJson(bytes.toString('utf8'), { allowNaN: true }) : null, bytes };
  };
  const bench: EngineBench = {
    engine,
    dir,
    get: (path) => ask(path),
    post: (path, body) => ask(path, { method: 'POST', body: pythonJson(body) }),
    async submit(prompt, more = {}) {
      const { json } = await bench.post('/prompt', { prompt, ...more });
      return isRecord(json) ? String(json['prompt_id']) : '';
    },
    async finished(promptId) {
      for (;;) {
        const { json } = await bench.get(`/history/${promptId}`);
        const entry = isRecord(json) ? json[promptId] : undefined;
        if (isRecord(entry)) return entry;
        await sleep(2);
      }
    },
    async close() {
      await engine.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return bench;
}

/** A picture of one colour, inverted and saved. */
export function pictureOf(color: number): Json {
  return {
    1: { class_type: 'EmptyImage', inputs: { width: 16, height: 16, batch_size: 1, color } },
    2: { class_type: 'ImageInvert', inputs: { image: ['1', 0] } },
    9: { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'picture' } },
  };
}

/** Text to image with a checkpoint named `tiny.safetensors`. */
export function textToImage(seed: number | bigint, { steps = 2, width = 64 } = {}): Json {
  return {
    3: { class_type: 'KSampler', inputs: { seed, steps, cfg: 4, sampler_name: 'euler', scheduler: 'normal', denoise: 1, model: ['4', 0], positive: ['6', 0], negative: ['6', 0], latent_image: ['5', 0] } },
    4: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'tiny.safetensors' } },
    5: { class_type: 'EmptyLatentImage', inputs: { width, height: 64, batch_size: 1 } },
    6: { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse', clip: ['4', 1] } },
    8: { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['4', 2] } },
    9: { class_type: 'SaveImage', inputs: { images: ['8', 0], filename_prefix: 'picture' } },
  };
}
