import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseExactJson, type Json } from '../../protocol/exact-json.js';
import { catalogue, type Catalogue } from '../../protocol/node-spec.js';
import { isObject } from '../input-kind.js';

const recorded = new URL('../../../../../test/recorded/', import.meta.url);

/** The 886 node classes of a real ComfyUI 0.33. */
export function recordedCatalogue(): Catalogue {
  const packed = readFileSync(new URL('comfyui/0.33.0/object_info.json.gz', recorded));
  return catalogue.parse(parseExactJson(gunzipSync(packed).toString('utf8')));
}

/** A recording, as exact JSON. */
export function recording(name: string): { [key: string]: Json } {
  const value = parseExactJson(readFileSync(new URL(`comfyui/0.33.0/${name}.json`, recorded), 'utf8'), { allowNaN: true });
  if (!isObject(value)) throw new Error(`${name} is no recording`);
  return value;
}

/** The steps of a recording that are requests. */
export function requestsOf(name: string): { request: { [key: string]: Json }; response: { [key: string]: Json } }[] {
  const { steps } = recording(name);
  return (Array.isArray(steps) ? steps : []).flatMap((step) => (
    isObject(step) && isObject(step.request) && isObject(step.response) ? [{ request: step.request, response: step.response }] : []
  ));
}

/** A graph as ComfyUI's page saves it. */
export function editorFile(name: string): string {
  return readFileSync(new URL(`workflows/${name}.json`, recorded), 'utf8');
}
