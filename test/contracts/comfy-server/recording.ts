import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '@gridscope/comfy';

/** One recorded scenario: what was asked of a real ComfyUI and what it answered, in order (INDEX.md beside the files). */
export interface Recording { scenario: string; server_arguments?: string[]; steps: Step[] }

export interface RecordedRequest { method: string; path: string; headers?: Record<string, string>; json?: Json; text?: string; form?: FormPart[] }
export type FormPart = { name: string; value: string } | { name: string; filename: string; type: string; base64: string };
export interface RecordedPng { width: number; height: number; bit_depth: number; color_type: number; text: Record<string, string>; scanlines_sha256: string }
export interface RecordedResponse { status: number; headers: Record<string, string>; json?: Json; text?: string; bytes?: number; sha256?: string; base64?: string; png?: RecordedPng }
export interface RecordedBinary { event: number; metadata?: Json; format?: number; image?: { starts: string }; text?: string; node?: string }

export type WaitUntil = { history: string } | { queue_remaining: number } | { socket: string; message: string; prompt_id: string; node?: string };

export type Step =
  | { kind: 'http'; request: RecordedRequest; response?: RecordedResponse; error?: string }
  | { kind: 'ws'; socket: string; direction: 'in'; json: Json }
  | { kind: 'ws'; socket: string; direction: 'in'; binary: RecordedBinary }
  | { kind: 'ws'; socket: string; direction: 'out'; text: string }
  | { kind: 'ws-open'; socket: string; path: string; headers?: Record<string, string>; refused?: number | string }
  | { kind: 'ws-close'; socket: string; code: number }
  | { kind: 'ws-pong'; socket: string; text: string }
  | { kind: 'wait'; until: WaitUntil }
  | { kind: 'wait'; ms: number }
  | { kind: 'note'; text: string }
  | { kind: 'process'; ended: string }
  | ({ kind: 'figures' } & Record<string, Json>)
  | ({ kind: 'pictures' | 'sweep' } & Record<string, Json>);

/** Every scenario of a folder of recordings, by name; files of numbers alone are left out. */
export function readRecordings(folder: string): Recording[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    // The recorder wrote these files; their shape is what this file says.
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Partial<Recording>)
    .filter((recording): recording is Recording => recording.steps !== undefined);
}
