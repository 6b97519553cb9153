import type { Json } from '@gridscope/comfy';
import { isRecord } from './is-record.js';

type Rule = (value: Json) => Json;

export interface NormaliseOptions {
  /** Prompt numbers and file counters count up as long as a server lives, and its folders are its own; hidden where it was not started for the scenario. */
  hidesCounters?: boolean;
}

/** What differs from run to run on one and the same server, by the key that holds it. */
const rulesByKey: Readonly<Record<string, Rule>> = {
  timestamp: mark('time'),
  create_time: mark('time'),
  execution_start_time: mark('time'),
  execution_end_time: mark('time'),
  modified: mark('time'),
  created: mark('time'),
  ram_total: mark('bytes'),
  ram_free: mark('bytes'),
  vram_total: mark('bytes'),
  vram_free: mark('bytes'),
  torch_vram_total: mark('bytes'),
  torch_vram_free: mark('bytes'),
  // Lines of Python; there is no Python here.
  traceback: (value) => (Array.isArray(value) && value.length > 0 ? '<lines>' : value),
  // Python sets, in no order of their own.
  executed: sortTexts,
  current_outputs: sortTexts,
  nodes: sortTexts,
  dependent_outputs: sortTexts,
  errors: (value) => (Array.isArray(value) ? sortBy(value, JSON.stringify) : value),
  // Tensors and objects as Python prints them.
  current_inputs: (value) => mapRecord(value, (list) => (Array.isArray(list) ? list.map((item) => (isShownValue(item) ? item : '<value>')) : list)),
  details: (value) => (typeof value === 'string' ? value.split('\n').sort().join('\n') : value),
  filename: (value) => (typeof value === 'string' ? value.replace(/^ComfyUI_temp_[a-z]{5}_/, 'ComfyUI_temp_<letters>_') : value),
};

/** An answer or a message without what differs from run to run: times, memory, tracebacks, orders of sets, random letters. */
export function normalise(value: Json, options: NormaliseOptions = {}): Json {
  if (Array.isArray(value)) return isQueueItem(value) ? normaliseQueueItem(value, options) : value.map((item) => normalise(item, options));
  if (!isRecord(value)) return value;
  const counterRules = options.hidesCounters === true ? countersByKey : {};
  return mapEntries(value, (key, entry) => {
    const inner = normalise(entry, options);
    const rules = [rulesByKey[key], counterRules[key]].filter((rule) => rule !== undefined);
    return rules.reduce((steady, rule) => rule(steady), inner);
  });
}

const countersByKey: Readonly<Record<string, Rule>> = {
  number: mark('counter'),
  priority: mark('counter'),
  exception_message: (value) => (typeof value === 'string' ? value.replace(/(full_output_folder|output_dir): .*/g, '$1: <folder>').replace(/'[^']*\/([^/']+)'/g, "'<folder>/$1'") : value),
  filename: (value) => (typeof value === 'string' ? value.replace(/_\d{5}_\./, '_<counter>_.') : value),
};

/** `[number, prompt id, prompt, extra data, outputs]`: the outputs come out of a set. */
function isQueueItem(value: readonly Json[]): boolean {
  return value.length === 5 && typeof value[0] === 'number' && typeof value[1] === 'string' && isRecord(value[2]) && Array.isArray(value[4]);
}

function normaliseQueueItem(value: readonly Json[], options: NormaliseOptions): Json {
  const [number = null, id = null, prompt = null, extraData = null, outputs = null] = value;
  return [options.hidesCounters === true ? '<counter>' : number, id, prompt, normalise(extraData, options), sortTexts(outputs)];
}

function mark(name: string): Rule {
  return (value) => (typeof value === 'number' ? `<${name}>` : value);
}

function sortTexts(value: Json): Json {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? [...value].sort() : value;
}

function sortBy(items: readonly Json[], key: (item: Json) => string): Json[] {
  return [...items].sort((first, second) => (key(first) < key(second) ? -1 : 1));
}

/** A literal that both sides show alike; objects are shown as Python prints them, or by their type. */
function isShownValue(value: Json): boolean {
  if (typeof value !== 'string') return value === null || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
  return !/^(tensor\(|<|\{|\[|[A-Z_]+$)/.test(value);
}

function mapRecord(value: Json, change: (entry: Json) => Json): Json {
  return isRecord(value) ? mapEntries(value, (_, entry) => change(entry)) : value;
}

function mapEntries(value: Record<string, Json>, change: (key: string, entry: Json) => Json): Json {
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, change(key, entry)]));
}
