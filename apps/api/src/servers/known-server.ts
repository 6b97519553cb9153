import type { Catalogue } from '@gridscope/comfy';
import type { ComfyClient, SystemStats } from '@gridscope/comfy/client';
import type { ServerView } from '@gridscope/contract';
import type { Server } from '../database/entities/server.entity.js';

/** `stuck`: it takes prompts and runs none; only a restart of it helps. */
export type ServerState = 'unknown' | 'ready' | 'unreachable' | 'stuck';

/** Whether it is tried at all after troubles in a row; `half-open`: with one cell. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** A server as the program knows it now. Health lives in memory: after a restart it is asked again. */
export interface KnownServer {
  record: Server;
  headerNames: string[];
  client: ComfyClient;
  state: ServerState;
  sinceMs: number;
  reason?: string;
  stats?: SystemStats;
  queueRemaining?: number;
  catalogue?: { hash: string; content: Catalogue; readAtMs: number };
  seatsTaken: number;
  secondsPerCell?: number;
  breaker: BreakerState;
  /** Prompts in its queue that are not ours, at the last look. */
  foreignQueue: number;
}

/** What the rest of the program needs to know of a server. */
export interface ServerFacts {
  id: string;
  name: string;
  kind: 'engine' | 'comfyui';
  url: string;
  seats: number;
  state: ServerState;
  version?: string;
  deviceName?: string;
  /** Raw, as the server said it. */
  systemStats?: SystemStats;
  catalogueHash?: string;
  /** Gets nothing new; what it holds is finished. */
  isDraining: boolean;
  breaker: BreakerState;
  /** Prompts in its queue that are not ours. */
  foreignQueue: number;
  /** Of its first device. */
  memoryTotalBytes?: number;
  memoryFreeBytes?: number;
}

export function factsOf(server: KnownServer): ServerFacts {
  const { record, stats } = server;
  return {
    id: record.id,
    name: record.name,
    kind: record.kind,
    url: record.url,
    seats: record.seats,
    state: server.state,
    version: stats?.system.comfyui_version ?? undefined,
    deviceName: stats?.devices[0]?.name,
    systemStats: stats,
    catalogueHash: server.catalogue?.hash,
    isDraining: record.isDraining,
    breaker: server.breaker,
    foreignQueue: server.foreignQueue,
    memoryTotalBytes: stats?.devices[0]?.vram_total,
    memoryFreeBytes: stats?.devices[0]?.vram_free,
  };
}

export function viewOf(server: KnownServer): ServerView {
  const { record, stats, catalogue } = server;
  return {
    id: record.id,
    name: record.name,
    kind: record.kind,
    url: record.url,
    headerNames: server.headerNames,
    seats: record.seats,
    seatsTaken: server.seatsTaken,
    state: server.state,
    reason: server.reason,
    since: server.sinceMs,
    version: stats?.system.comfyui_version ?? undefined,
    devices: (stats?.devices ?? []).map((device) => ({ name: device.name, type: device.type, vramTotalBytes: device.vram_total, vramFreeBytes: device.vram_free })),
    ramTotalBytes: stats?.system.ram_total,
    ramFreeBytes: stats?.system.ram_free,
    queueRemaining: server.queueRemaining,
    nodeClassCount: catalogue === undefined ? undefined : Object.keys(catalogue.content).length,
    secondsPerCell: server.secondsPerCell,
    isDraining: false,
    breaker: 'closed',
    modelsLoaded: [],
    failureCount: 0,
  };
}
