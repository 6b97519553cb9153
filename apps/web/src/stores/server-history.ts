import type { ServerView } from '@gridscope/contract';

/** What a server said at one moment. */
export interface ServerSample {
  atMs: number;
  queue: number;
  /** Of the first device, else of the machine; 0 to 1. */
  memoryUsed: number | undefined;
}

const keptMs = 10 * 60_000;
const maxSamples = 600;

/** Memory in use, 0 to 1: the first device's, else the machine's; undefined where the server says neither. */
export function memoryUsed({ devices, ramTotalBytes, ramFreeBytes }: ServerView): number | undefined {
  const [device] = devices;
  if (device?.vramTotalBytes !== undefined && device.vramFreeBytes !== undefined) return 1 - device.vramFreeBytes / device.vramTotalBytes;
  return ramTotalBytes === undefined || ramFreeBytes === undefined ? undefined : 1 - ramFreeBytes / ramTotalBytes;
}

/** The samples of the last ten minutes with one more. */
export function withSample(samples: readonly ServerSample[], server: ServerView, atMs: number): ServerSample[] {
  const sample = { atMs, queue: server.queueRemaining ?? 0, memoryUsed: memoryUsed(server) };
  return [...samples.filter((one) => one.atMs > atMs - keptMs), sample].slice(-maxSamples);
}
