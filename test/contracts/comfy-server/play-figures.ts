import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseExactJson, type Json } from '@gridscope/comfy';
import type { CacheMode } from '@gridscope/engine';
import { comparePictures } from './compare-answers.js';
import { findDifferences, type Difference } from './find-differences.js';
import { encodeForm, sendRequest } from './http-client.js';
import { isRecord } from './is-record.js';
import { startOwnEngine } from './own-engine.js';
import { readPng } from './read-png.js';
import type { Recording, Step } from './recording.js';
import type { Target } from './target.js';

/** What a step that measures came to: requests played, and where it came out differently. */
export interface FiguresResult { requestCount: number; differences: Difference[] }

const pollMs = 2;

/** Steps that hold many runs in one row. Undefined: figures of speed, which belong to the machine. */
export async function playFigures(recording: Recording, target: Target, step: Step): Promise<FiguresResult | undefined> {
  if (step.kind === 'pictures') return playPictures(target, step);
  if (step.kind === 'sweep') return playSweep(target, step);
  if (recording.scenario === 'server-flags' && step.kind === 'figures') return playTooLarge(target, step);
  return undefined;
}

interface CacheCell { cell: string; execution_cached: string[]; executed_nodes: string[] }

/** `cache-modes`: the same six prompts under each way of keeping results, each on a server of its own. */
export async function playCacheModes(recording: Recording): Promise<FiguresResult> {
  const differences: Difference[] = [];
  let requestCount = 0;
  let target: Target | undefined;
  for (const step of recording.steps) {
    if (step.kind === 'note') {
      await target?.close();
      target = await startOwnEngine('cache-modes', { cacheMode: cacheModeOf(step.text) });
    } else if (step.kind === 'figures' && target) {
      // The recorder wrote these rows.
      const cell = step as unknown as CacheCell;
      const [checkpoint = '', seed = ''] = cell.cell.split(' ');
      const { cached, executed } = await run(target, textToImage(`${checkpoint}.safetensors`, Number(seed)));
      requestCount += 1;
      differences.push(...findDifferences([...cell.execution_cached].sort(), [...cached].sort(), `${cell.cell} cached`), ...findDifferences([...cell.executed_nodes].sort(), [...executed].sort(), `${cell.cell} executed`));
    }
  }
  await target?.close();
  return { requestCount, differences };
}

function cacheModeOf(note: string): CacheMode {
  if (note.includes('--cache-classic')) return { kind: 'classic' };
  if (note.includes('--cache-lru')) return { kind: 'lru', size: Number(/--cache-lru (\d+)/.exec(note)?.[1]) };
  if (note.includes('--cache-ram')) return { kind: 'ram' };
  return note.includes('--cache-none') ? { kind: 'none' } : { kind: 'default' };
}

function textToImage(checkpoint: string, seed: number): Record<string, Json> {
  const node = (classType: string, inputs: Record<string, Json>): Json => ({ class_type: classType, inputs });
  return {
    3: node('KSampler', { seed, steps: 4, cfg: 4, sampler_name: 'euler', scheduler: 'normal', denoise: 1, model: ['4', 0], positive: ['6', 0], negative: ['7', 0], latent_image: ['5', 0] }),
    4: node('CheckpointLoaderSimple', { ckpt_name: checkpoint }),
    5: node('EmptyLatentImage', { width: 64, height: 64, batch_size: 1 }),
    6: node('CLIPTextEncode', { text: 'a lighthouse at dusk', clip: ['4', 1] }),
    7: node('CLIPTextEncode', { text: 'blurry', clip: ['4', 1] }),
    8: node('VAEDecode', { samples: ['3', 0], vae: ['4', 2] }),
    9: node('SaveImage', { filename_prefix: 'rec/t2i', images: ['8', 0] }),
  };
}

interface Ran { cached: string[]; executed: string[]; files: { filename: string; subfolder: string; type: string }[]; status: string }

/** Runs a prompt to its end and says what the history tells of it. */
async function run(target: Target, prompt: Record<string, Json>): Promise<Ran> {
  const promptId = randomUUID();
  const { status: answered } = await post(target, '/prompt', { prompt, prompt_id: promptId });
  if (answered !== 200) return { cached: [], executed: [], files: [], status: `refused with ${answered}` };
  const entry = await finished(target, promptId);
  const status = isRecord(entry['status']) ? entry['status'] : {};
  const messages = Array.isArray(status['messages']) ? status['messages'] : [];
  const cachedMessage = messages.find((message) => Array.isArray(message) && message[0] === 'execution_cached');
  const cachedData = Array.isArray(cachedMessage) ? cachedMessage[1] : undefined;
  const cached = isRecord(cachedData) && Array.isArray(cachedData['nodes']) ? cachedData['nodes'].map(String) : [];
  return { cached, executed: Object.keys(prompt).filter((id) => !cached.includes(id)), files: filesOf(entry['outputs']), status: String(status['status_str']) };
}

async function finished(target: Target, promptId: string): Promise<Record<string, Json>> {
  for (;;) {
    const { body } = await sendRequest(target.baseUrl, { method: 'GET', path: `/history/${promptId}`, headers: {}, body: undefined });
    const history = parseExactJson(body.toString('utf8'), { allowNaN: true });
    const entry = isRecord(history) ? history[promptId] : undefined;
    if (isRecord(entry)) return entry;
    await sleep(pollMs);
  }
}

function filesOf(outputs: Json | undefined): Ran['files'] {
  const shown = isRecord(outputs) ? Object.values(outputs) : [];
  return shown.flatMap((output) => (isRecord(output) && Array.isArray(output['images']) ? output['images'] : [])).filter(isRecord).map((file) => ({ filename: String(file['filename']), subfolder: String(file['subfolder']), type: String(file['type']) }));
}

async function post(target: Target, path: string, value: Json): Promise<{ status: number; text: string }> {
  const { status, body } = await sendRequest(target.baseUrl, { method: 'POST', path, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) });
  return { status, text: body.toString('utf8') };
}

/** Image nodes applied to two small pictures: the resulting pixels. */
async function playPictures(target: Target, step: Extract<Step, { kind: 'pictures' | 'sweep' }>): Promise<FiguresResult> {
  const differences: Difference[] = [];
  const rows = (Array.isArray(step['rows']) ? step['rows'] : []).filter(isRecord);
  for (const row of rows) {
    const recorded = (Array.isArray(row['png_base64']) ? row['png_base64'] : []).map((base64) => readPng(Buffer.from(String(base64), 'base64')));
    const prompt = parseExactJson(recorded[0]?.texts['prompt'] ?? '{}', { allowNaN: true });
    const { files } = await run(target, withoutChanged(prompt));
    const what = `${String(row['class_type'])} ${JSON.stringify(row['inputs'])}`;
    differences.push(...findDifferences(recorded.length, files.length, `${what} pictures`));
    for (const [index, expected] of recorded.entries()) differences.push(...(await comparePixels(target, files[index], expected, what)));
  }
  return { requestCount: rows.length, differences };
}

async function comparePixels(target: Target, file: Ran['files'][number] | undefined, expected: ReturnType<typeof readPng>, what: string): Promise<Difference[]> {
  if (file === undefined || expected === undefined) return [{ path: what, expected: 'a picture', actual: 'none' }];
  const { body } = await sendRequest(target.baseUrl, { method: 'GET', path: `/view?${new URLSearchParams(file).toString()}`, headers: {}, body: undefined });
  const png = { width: expected.width, height: expected.height, bit_depth: 8, color_type: expected.colourType, text: expected.texts, scanlines_sha256: '' };
  return comparePictures(png, expected.scanlines, body, (text) => text).map((difference) => ({ ...difference, path: `${what} ${difference.path}` }));
}

/** The prompt as it was sent: `is_changed` is the server's addition. */
function withoutChanged(prompt: Json): Record<string, Json> {
  if (!isRecord(prompt)) return {};
  return Object.fromEntries(Object.entries(prompt).map(([id, node]) => [id, isRecord(node) ? { class_type: node['class_type'] ?? null, inputs: node['inputs'] ?? {} } : node]));
}

/** Samplers by schedulers: each pair that the engine offers runs and counts as many steps as it did. */
async function playSweep(target: Target, step: Extract<Step, { kind: 'pictures' | 'sweep' }>): Promise<FiguresResult> {
  const differences: Difference[] = [];
  const rows = (Array.isArray(step['rows']) ? step['rows'] : []).filter(isRecord);
  for (const row of rows) {
    const prompt = structuredClone(step['workflow']);
    const sampler = isRecord(prompt) && isRecord(prompt['3']) ? prompt['3']['inputs'] : undefined;
    if (!isRecord(sampler) || !isRecord(prompt)) throw new TypeError('the sweep has no sampler at node 3');
    for (const name of ['sampler_name', 'scheduler', 'steps', 'cfg']) sampler[name] = row[name] ?? null;
    const { status } = await run(target, prompt);
    differences.push(...findDifferences('success', status, `${String(row['sampler_name'])} ${String(row['scheduler'])} ${String(row['steps'])}`));
  }
  return { requestCount: rows.length, differences };
}

/** Bodies of 1.2 MB where 1 MiB is the most. */
async function playTooLarge(target: Target, step: Record<string, Json>): Promise<FiguresResult> {
  const padding = 'x'.repeat(1_200_000);
  const form = encodeForm([{ name: 'image', filename: 'large.png', type: 'image/png', base64: Buffer.from(padding).toString('base64') }]);
  const upload = await sendRequest(target.baseUrl, { method: 'POST', path: '/upload/image', headers: { 'content-type': form.contentType }, body: form.body });
  const prompt = await post(target, '/prompt', { prompt: {}, padding });
  const came = { upload_of_1_200_000_bytes: { status: upload.status, text: upload.body.toString('utf8') }, prompt_of_1_200_000_bytes: prompt };
  const names = Object.keys(came);
  return { requestCount: 2, differences: findDifferences(Object.fromEntries(names.map((name) => [name, step[name] ?? null])), came) };
}
