import type { Catalogue } from '@gridscope/comfy';
import type { ComfyClient, SystemStats } from '@gridscope/comfy/client';
import type { ServerView } from '@gridscope/contract';
import type { Server } from '../database/entities/server.entity.js';
import type { BreakerState } from './breaker.js';
import type { QueueWatch } from './queue-watch.js';
import type { ServerActivity } from './server-activity.js';

/** `stuck`: it takes prompts and runs none; only a restart of it helps. */
export type ServerState = 'unknown' | 'ready' | 'unreachable' | 'stuck';

/** How far the node is that a server works at. `all` is above 0. */
export interface Steps {
  done: number;
  all: number;
}

/** A server as this process knows it now. Health lives in memory: after a restart it is asked again. */
export interface KnownServer {
  record: Server;
  headerNames: string[];
  client: ComfyClient;
  state: ServerState;
  sinceMs: number;
  reason?: string;
  stats?: SystemStats;
  /** Prompts in its queue at the last look, and those of them that are not ours. */
  queueLength?: number;
  foreignQueue: number;
  queue: QueueWatch;
  catalogue?: { hash: string; content: Catalogue; readAtMs: number };
  activity: ServerActivity;
  /** Troubles that this process saw since its last success there. */
  troublesInARow: number;
  /** How far the prompt is that it works on, as it was told last. */
  progress?: { promptId: string; steps: Steps };
}

/** What the rest of the program needs to know of a server. */
export interface ServerFacts {
  id: string;
  name: string;
  kind: 'engine' | 'comfyui';
  url: string;
  seats: number;
  state: ServerState;
  /** Since when this process has known it to be so, UTC milliseconds. */
  sinceMs: number;
  version?: string;
  deviceName?: string;
  /** Raw, as the server said it. */
  systemStats?: SystemStats;
  catalogueHash?: string;
  /** Gets nothing new; what it holds is finished. */
  isDraining: boolean;
  /** Whether it is tried at all after troubles in a row; `half-open`: with one cell. */
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
    sinceMs: server.sinceMs,
    version: stats?.system.comfyui_version ?? undefined,
    deviceName: stats?.devices[0]?.name,
    systemStats: stats,
    catalogueHash: server.catalogue?.hash,
    isDraining: record.isDraining,
    breaker: server.activity.breaker.state,
    foreignQueue: server.foreignQueue,
    memoryTotalBytes: stats?.devices[0]?.vram_total,
    memoryFreeBytes: stats?.devices[0]?.vram_free,
  };
}

export function viewOf(server: KnownServer): ServerView {
  const { record, stats, catalogue, activity } = server;
  const { breaker, secondsPerCell, secondsPerStep, secondsPerLoad, cellsPerMinute } = activity;
  return {
    id: record.id,
    name: record.name,
    kind: record.kind,
    url: record.url,
    headerNames: server.headerNames,
    seats: record.seats,
    seatsTaken: activity.seatsTaken,
    state: server.state,
    reason: server.reason ?? (breaker.state === 'closed' ? undefined : breaker.reason),
    since: server.sinceMs,
    version: stats?.system.comfyui_version ?? undefined,
    devices: (stats?.devices ?? []).map((device) => ({ name: device.name, type: device.type, vramTotalBytes: device.vram_total, vramFreeBytes: device.vram_free })),
    ramTotalBytes: stats?.system.ram_total,
    ramFreeBytes: stats?.system.ram_free,
    queueRemaining: server.queueLength,
    nodeClassCount: catalogue === undefined ? undefined : Object.keys(catalogue.content).length,
    isDraining: record.isDraining,
    breaker: breaker.state,
    ...(breaker.state === 'open' ? { triedAgainAt: breaker.triesAgainAtMs } : {}),
    modelsLoaded: [...activity.modelsLoaded],
    ...workOf(server),
    failureCount: activity.failureCount,
    foreignQueue: server.foreignQueue,
    secondsPerCell, secondsPerStep, secondsPerLoad, cellsPerMinute,
  };
}

function workOf({ activity, progress }: KnownServer): Pick<ServerView, 'working'> {
  if (activity.work === undefined) return {};
  const { promptId, ...work } = activity.work;
  if (progress?.promptId !== promptId) return { working: { ...work, progress: 0 } };
  const { done, all } = progress.steps;
  return { working: { ...work, progress: Math.min(1, done / all), ...(Number.isInteger(done) && Number.isInteger(all) ? { step: done, stepCount: all } : {}) } };
}
