import type { Catalogue } from '@gridscope/comfy';
import type { ComfyClient, SystemStats } from '@gridscope/comfy/client';
import type { ServerView } from '@gridscope/contract';
import type { Server } from '../database/entities/server.entity.js';

export type ServerState = 'unknown' | 'ready' | 'unreachable';

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
  };
}
