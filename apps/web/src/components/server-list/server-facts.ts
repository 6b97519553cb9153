import type { ServerView } from '@gridscope/contract';
import { formatBytes, formatCount, formatDuration } from '../../services/format';

export interface MemoryFact {
  name: string;
  used: string;
  /** 0 to 1. */
  fraction: number;
}

/** Devices with their memory, then the machine's; a device that does not say how much it has is left out. */
export function memoryFacts({ devices, ramTotalBytes, ramFreeBytes }: ServerView): MemoryFact[] {
  const facts = devices.map(({ name, vramTotalBytes, vramFreeBytes }) => memoryFact(name, vramTotalBytes, vramFreeBytes));
  return [...facts, memoryFact('memory', ramTotalBytes, ramFreeBytes)].filter((fact) => fact !== undefined);
}

/** Version, node classes and pace, as far as they are known. */
export function serverFacts({ kind, version, nodeClassCount, secondsPerCell }: ServerView): string[] {
  return [
    ...(version === undefined ? [] : [kind === 'engine' ? `speaks ComfyUI ${version}` : `ComfyUI ${version}`]),
    ...(nodeClassCount === undefined ? [] : [`${formatCount(nodeClassCount)} node classes`]),
    secondsPerCell === undefined ? 'nothing drawn yet' : `${formatDuration(secondsPerCell)} a cell, measured`,
  ];
}

function memoryFact(name: string, totalBytes: number | undefined, freeBytes: number | undefined): MemoryFact | undefined {
  if (totalBytes === undefined || freeBytes === undefined || totalBytes <= 0) return undefined;
  const usedBytes = totalBytes - freeBytes;
  return { name, used: `${formatBytes(usedBytes)} of ${formatBytes(totalBytes)}`, fraction: usedBytes / totalBytes };
}
