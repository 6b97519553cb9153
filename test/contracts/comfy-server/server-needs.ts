import { parseExactJson, type Json } from '@gridscope/comfy';
import { sendRequest } from './http-client.js';
import { isRecord } from './is-record.js';
import type { Recording } from './recording.js';

/** Node classes and model names that a scenario runs, by its accepted prompts. */
interface Needs { classes: Set<string>; checkpoints: Set<string>; loras: Set<string> }

/** Why a server cannot play a scenario: classes or models that it lacks; undefined: it has them all. */
export async function whatServerLacks(recording: Recording, baseUrl: string): Promise<string | undefined> {
  const needs = needsOf(recording);
  const catalogue = await read(baseUrl, '/object_info');
  const missing = [
    ...missingIn(needs.classes, isRecord(catalogue) ? Object.keys(catalogue) : []),
    ...missingIn(needs.checkpoints, await read(baseUrl, '/models/checkpoints')),
    ...missingIn(needs.loras, await read(baseUrl, '/models/loras')),
  ];
  return missing.length === 0 ? undefined : `the server has no ${missing.join(', ')}`;
}

function needsOf({ steps }: Recording): Needs {
  const needs: Needs = { classes: new Set(), checkpoints: new Set(), loras: new Set() };
  for (const step of steps) {
    if (step.kind !== 'http' || step.response?.status !== 200 || !isRecord(step.request.json) || !isRecord(step.request.json['prompt'])) continue;
    for (const node of Object.values(step.request.json['prompt'])) if (isRecord(node)) addNode(needs, node);
  }
  return needs;
}

function addNode({ classes, checkpoints, loras }: Needs, node: Record<string, Json>): void {
  classes.add(String(node['class_type']));
  const inputs = isRecord(node['inputs']) ? node['inputs'] : {};
  if (typeof inputs['ckpt_name'] === 'string') checkpoints.add(inputs['ckpt_name']);
  if (typeof inputs['lora_name'] === 'string') loras.add(inputs['lora_name']);
}

function missingIn(wanted: ReadonlySet<string>, there: Json): string[] {
  return [...wanted].filter((name) => !Array.isArray(there) || !there.includes(name));
}

async function read(baseUrl: string, path: string): Promise<Json> {
  const { body } = await sendRequest(baseUrl, { method: 'GET', path, headers: {}, body: undefined });
  return parseExactJson(body.toString('utf8'), { allowNaN: true });
}
