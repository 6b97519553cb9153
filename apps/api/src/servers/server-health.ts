import { createHash } from 'node:crypto';
import { type Catalogue, canonicalJson, type Json } from '@gridscope/comfy';
import type { KnownServer } from './known-server.js';

const catalogueAgeMs = 5 * 60_000;

export interface Checked {
  /** It was not ready before. */
  isBack: boolean;
  /** A catalogue was read; it may be the same as before. */
  newCatalogue?: { hash: string; content: Catalogue };
}

/** Asks a server how it is and writes the answer into `server`; reads its catalogue when it came back, or when asked to. */
export async function checkServer(server: KnownServer, options: { nowMs: number; readCatalogue: boolean; signal?: AbortSignal }): Promise<Checked> {
  try {
    const [stats, queue] = await Promise.all([server.client.systemStats({ signal: options.signal }), server.client.queue({ signal: options.signal })]);
    server.stats = stats;
    server.queueRemaining = queue.running.length + queue.pending.length;
    const isStale = server.catalogue === undefined || options.nowMs - server.catalogue.readAtMs > catalogueAgeMs;
    const isBack = server.state !== 'ready';
    const newCatalogue = isStale || isBack || options.readCatalogue ? await readCatalogue(server, options) : undefined;
    become(server, 'ready', options.nowMs);
    return { isBack, newCatalogue };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    become(server, 'unreachable', options.nowMs, error.message);
    server.queueRemaining = undefined;
    return { isBack: false };
  }
}

async function readCatalogue(server: KnownServer, options: { nowMs: number; signal?: AbortSignal }): Promise<{ hash: string; content: Catalogue }> {
  const content = await server.client.objectInfo({ signal: options.signal });
  // A catalogue holds parsed JSON alone.
  const hash = createHash('sha256').update(canonicalJson(content as Json)).digest('hex');
  server.catalogue = { hash, content, readAtMs: options.nowMs };
  return { hash, content };
}

function become(server: KnownServer, state: KnownServer['state'], nowMs: number, reason?: string): void {
  if (server.state !== state) server.sinceMs = nowMs;
  server.state = state;
  server.reason = reason;
}
