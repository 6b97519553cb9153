import type { ServerView } from '@gridscope/contract';
import { formatBytes, formatCount, formatDuration } from '../../services/format';

export interface MemoryFact {
  name: string;
  used: string;
  /** 0 to 1. */
  fraction: number;
}

/** A number and what it counts. */
export interface ServerFact { value: string; name: string; isTrouble?: boolean }

/** Devices with their memory, then the machine's; a device that does not say how much it has is left out. */
export function memoryFacts({ devices, ramTotalBytes, ramFreeBytes }: ServerView): MemoryFact[] {
  const facts = devices.map(({ name, vramTotalBytes, vramFreeBytes }) => memoryFact(devices.length === 1 ? deviceName(name) : name, vramTotalBytes, vramFreeBytes));
  return [...facts, memoryFact('memory', ramTotalBytes, ramFreeBytes)].filter((fact) => fact !== undefined);
}

/** How fast it is and how often it failed, as far as that was measured. */
export function paceFacts({ cellsPerMinute, secondsPerCell, secondsPerStep, secondsPerLoad, failureCount }: ServerView): ServerFact[] {
  const pace = [
    ...(cellsPerMinute === undefined ? [] : [{ value: String(cellsPerMinute < 10 ? Number(cellsPerMinute.toPrecision(2)) : Math.round(cellsPerMinute)), name: 'cells a minute' }]),
    ...seconds(secondsPerCell, 'a cell'),
    ...seconds(secondsPerStep, 'a step'),
    ...seconds(secondsPerLoad, 'a load'),
  ];
  const failed = { value: formatCount(failureCount), name: 'failed in the last hour', isTrouble: failureCount > 0 };
  return [...(pace.length === 0 ? [{ value: 'nothing', name: 'drawn yet' }] : pace), failed];
}

/** What it is: version and node classes. */
export function makeFacts({ kind, version, nodeClassCount }: ServerView): string[] {
  return [
    ...(kind === 'engine' ? ['built in'] : []),
    ...(version === undefined ? [] : [kind === 'engine' ? `speaks ComfyUI ${version}` : `ComfyUI ${version}`]),
    ...(nodeClassCount === undefined ? [] : [`${formatCount(nodeClassCount)} node classes`]),
  ];
}

/** ComfyUI says `cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync`; of one device neither number nor allocator matters. */
function deviceName(name: string): string {
  return name.replace(/^cuda:\d+ /, '').replace(/ : \w+$/, '');
}

function seconds(value: number | undefined, name: string): ServerFact[] {
  return value === undefined ? [] : [{ value: formatDuration(value), name }];
}

function memoryFact(name: string, totalBytes: number | undefined, freeBytes: number | undefined): MemoryFact | undefined {
  if (totalBytes === undefined || freeBytes === undefined || totalBytes <= 0) return undefined;
  const usedBytes = totalBytes - freeBytes;
  return { name, used: `${formatBytes(usedBytes)} of ${formatBytes(totalBytes)}`, fraction: usedBytes / totalBytes };
}
