import { parseExactJson, type Json } from '@gridscope/comfy';
import { findDifferences, type Difference } from './find-differences.js';
import { isRecord } from './is-record.js';
import { normalise, type NormaliseOptions } from './normalise.js';
import type { RecordedBinary } from './recording.js';
import type { Heard } from './socket-client.js';

export interface MessageComparison { comparedCount: number; differences: Difference[] }

/**
 * What a socket heard against what was recorded, in order. Progress is thinned out by the clock, so only its first and last values
 * count. Where a prompt has several outputs ComfyUI takes them from a set: its messages may then come in another order.
 */
export function compareMessages(expected: readonly Heard[], actual: readonly Heard[], restore: (text: string) => string, options: NormaliseOptions = {}): MessageComparison {
  const wanted = expected.map((message) => simplify(message, options)).filter(isSteady);
  const heard = actual.map((message) => simplify(restoreMessage(message, restore), options)).filter(isSteady);
  // How much runs while a prompt comes in is a matter of speed, which is not that of the recorded server.
  if (options.hidesCounters === true && isSameBesideStatus(wanted, heard)) return { comparedCount: wanted.length, differences: [] };
  const differences = findDifferences(wanted, heard, 'messages');
  if (differences.length === 0 || isSameInAnyOrder(wanted, heard)) return { comparedCount: wanted.length, differences: [] };
  return { comparedCount: wanted.length, differences: firstDifference(wanted, heard) };
}

/** Whether a message is sent however fast the server is: everything but progress under way. */
export function isSolid(message: Heard): boolean {
  return 'json' in message && isRecord(message.json) && message.json['type'] !== 'progress' && message.json['type'] !== 'progress_state';
}

function restoreMessage(message: Heard, restore: (text: string) => string): Heard {
  const text = JSON.stringify(message, (_, value: unknown) => (typeof value === 'bigint' ? `bigint:${value}` : value));
  // A message of the same shape, its ids replaced; messages carry no integers beyond 2^53 outside of texts.
  return parseExactJson(restore(text)) as unknown as Heard;
}

function simplify(message: Heard, options: NormaliseOptions): Json {
  if ('binary' in message) return { binary: simplifyBinary(message.binary) };
  return hideServerId(normalise(message.json, options));
}

function simplifyBinary({ event, metadata, format, image, text, node }: RecordedBinary): Json {
  return { event, metadata: metadata ?? null, format: format ?? null, starts: image?.starts.slice(0, 4) ?? null, text: text ?? null, node: node ?? null };
}

/** An id of 32 hex digits that the server may have made itself. */
function hideServerId(message: Json): Json {
  const data = isRecord(message) ? message['data'] : undefined;
  if (!isRecord(message) || !isRecord(data) || typeof data['sid'] !== 'string' || !/^[0-9a-f]{32}$/.test(data['sid'])) return message;
  return { ...message, data: { ...data, sid: '<id>' } };
}

function isSteady(message: Json): boolean {
  if (!isRecord(message) || !isRecord(message['data'])) return true;
  const data = message['data'];
  if (message['type'] === 'progress') return isEnd(data);
  if (message['type'] !== 'progress_state' || !isRecord(data['nodes'])) return true;
  return Object.values(data['nodes']).every((node) => isRecord(node) && (node['state'] === 'finished' || node['value'] === 0 || isEnd(node)));
}

function isEnd({ value, max }: Record<string, Json>): boolean {
  return value === 1 || value === max;
}

/** The same messages for the same prompts, each prompt's and everybody's apart; cumulated progress is left out, as it follows the order. */
function isSameInAnyOrder(wanted: readonly Json[], heard: readonly Json[]): boolean {
  if (!wanted.some(isOfSeveralOutputs(wanted))) return false;
  const sorted = (messages: readonly Json[]): string[] => messages.filter((message) => !isRecord(message) || message['type'] !== 'progress_state').map((message) => canonical(message).replace(/_\d{5}_\./g, '_<number>_.')).sort();
  return findDifferences(sorted(wanted), sorted(heard)).length === 0;
}

function isSameBesideStatus(wanted: readonly Json[], heard: readonly Json[]): boolean {
  const isStatus = (message: Json): boolean => isRecord(message) && message['type'] === 'status';
  const split = (messages: readonly Json[]): Json => [messages.filter(isStatus), messages.filter((message) => !isStatus(message))];
  return findDifferences(split(wanted), split(heard)).length === 0;
}

function isOfSeveralOutputs(messages: readonly Json[]): (message: Json) => boolean {
  const shown = new Map<string, number>();
  for (const message of messages) if (isRecord(message) && message['type'] === 'executed') shown.set(promptOf(message), (shown.get(promptOf(message)) ?? 0) + 1);
  return (message) => isRecord(message) && (shown.get(promptOf(message)) ?? 0) > 1;
}

function promptOf(message: Record<string, Json>): string {
  return isRecord(message['data']) ? String(message['data']['prompt_id']) : '';
}

function canonical(message: Json): string {
  return JSON.stringify(message, (_, value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value));
}

/** The first message that differs, with its neighbours' kinds: what follows is a consequence of it. */
function firstDifference(wanted: readonly Json[], heard: readonly Json[]): Difference[] {
  const index = wanted.findIndex((message, at) => findDifferences(message, heard[at]).length > 0);
  const at = index === -1 ? wanted.length : index;
  const inside = findDifferences(wanted[at], heard[at], `message ${at} of ${wanted.length} (${heard.length} came)`);
  return inside.slice(0, 3);
}
