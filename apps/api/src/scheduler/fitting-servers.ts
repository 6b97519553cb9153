import type { Unfit } from '../runs/run-history.js';

export interface ServersFor {
  /** That can draw it now. */
  able: ReadonlySet<string>;
  /** That could if they were there, those included. */
  chosen: ReadonlySet<string>;
}

/**
 * Where a cell may be drawn after attempts that were lost. One with too little memory would fail again, so a larger one is waited for that is away;
 * one that lost the cell may have it again where no other is able.
 */
export function fittingServers({ able, chosen }: ServersFor, { tooSmall, lost }: Unfit): ReadonlySet<string> {
  const isLargerOneThere = without(chosen, tooSmall).size > 0;
  const large = isLargerOneThere ? without(able, tooSmall) : able;
  const others = without(large, lost);
  return others.size > 0 ? others : large;
}

function without(servers: ReadonlySet<string>, left: readonly string[]): ReadonlySet<string> {
  return left.length === 0 ? servers : new Set([...servers].filter((serverId) => !left.includes(serverId)));
}
