import type { Unfit } from '../runs/run-history.js';

export interface ServersFor {
  /** That can draw it now. */
  able: ReadonlySet<string>;
  /** That could if they were there, those included. */
  chosen: ReadonlySet<string>;
  /** In bytes; undefined where a server does not say, or has not answered since the program was started. */
  memoryOf(serverId: string): number | undefined;
}

/**
 * Where a cell may be drawn after attempts that were lost. One with too little memory would fail again, so a larger one is waited for that is away; one of
 * which that is not known counts as larger. One that lost the cell may have it again where no other is able.
 */
export function fittingServers({ able, chosen, memoryOf }: ServersFor, { tooSmall, lost }: Unfit): ReadonlySet<string> {
  const isLarger = (serverId: string) => tooSmall.every((small) => serverId !== small && !isNoLarger(memoryOf(serverId), memoryOf(small)));
  const isLargerOneThere = tooSmall.length > 0 && [...chosen].some(isLarger);
  const large = isLargerOneThere ? new Set([...able].filter(isLarger)) : able;
  const others = lost.length === 0 ? large : new Set([...large].filter((serverId) => !lost.includes(serverId)));
  return others.size > 0 ? others : large;
}

function isNoLarger(memory: number | undefined, than: number | undefined): boolean {
  return memory !== undefined && than !== undefined && memory <= than;
}
