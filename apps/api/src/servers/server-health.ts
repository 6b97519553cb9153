import { createHash } from 'node:crypto';
import { type Catalogue, canonicalJson, type Json } from '@gridscope/comfy';
import type { KnownServer } from './known-server.js';
import type { QueueLook } from './queue-watch.js';

const catalogueAgeMs = 5 * 60_000;

/** What a server answered, or why it did not. */
export type HealthAnswer =
  | { isReachable: true; queue: QueueLook; /** A catalogue was read; it may be the same as before. */ newCatalogue?: { hash: string; content: Catalogue } }
  | { isReachable: false; reason: string };

/** Asks a server how it is, and keeps what it says of itself in `server`; reads its catalogue when it came back, or when asked to. */
export async function askServer(server: KnownServer, options: { nowMs: number; readCatalogue: boolean; signal?: AbortSignal }): Promise<HealthAnswer> {
  try {
    const [stats, queue] = await Promise.all([server.client.systemStats({ signal: options.signal }), server.client.queue({ signal: options.signal })]);
    server.stats = stats;
    const isStale = server.catalogue === undefined || options.nowMs - server.catalogue.readAtMs > catalogueAgeMs;
    const isBack = server.state === 'unknown' || server.state === 'unreachable';
    const newCatalogue = isStale || isBack || options.readCatalogue ? await readCatalogue(server, options) : undefined;
    return { isReachable: true, queue, ...(newCatalogue === undefined ? {} : { newCatalogue }) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { isReachable: false, reason: error.message };
  }
}

async function readCatalogue(server: KnownServer, options: { nowMs: number; signal?: AbortSignal }): Promise<{ hash: string; content: Catalogue }> {
  const content = await server.client.objectInfo({ signal: options.signal });
  // A catalogue holds parsed JSON alone.
  const hash = createHash('sha256').update(canonicalJson(content as Json)).digest('hex');
  server.catalogue = { hash, content, readAtMs: options.nowMs };
  return { hash, content };
}
