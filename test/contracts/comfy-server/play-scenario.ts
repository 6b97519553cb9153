import { reasonFor } from './known-differences.js';
import { reasonForGap } from './known-gaps.js';
import { startOwnEngine } from './own-engine.js';
import { playCacheModes } from './play-figures.js';
import type { Recording } from './recording.js';
import { replay, type Finding, type ReplayResult } from './replay.js';

export interface Verdict { requestCount: number; messageCount: number; knownCount: number; /** One text per difference or gap that has no name. */ complaints: string[] }

/** Plays a scenario to a fresh engine of our own. */
export async function playToEngine(recording: Recording): Promise<Verdict> {
  if (recording.scenario === 'cache-modes') {
    const { requestCount, differences } = await playCacheModes(recording);
    return judge({ requestCount, messageCount: 0, uncovered: [], findings: differences.map((difference) => ({ scenario: 'cache-modes', step: 0, what: 'figures', ...difference })) }, { isForeign: false });
  }
  const target = await startOwnEngine(recording.scenario);
  try {
    return judge(await replay(recording, target), { isForeign: false });
  } finally {
    await target.close();
  }
}

/** Takes out what has a name and a reason. */
export function judge({ findings, requestCount, messageCount, uncovered }: ReplayResult, { isForeign }: { isForeign: boolean }): Verdict {
  const unexplained = findings.filter((finding) => reasonFor(finding, isForeign) === undefined);
  const gaps = uncovered.filter((gap) => reasonForGap(gap) === undefined);
  return {
    requestCount,
    messageCount,
    knownCount: findings.length - unexplained.length + uncovered.length - gaps.length,
    complaints: [...unexplained.map(tell), ...gaps.map(({ step, what }) => `step ${step}: ${what} is not compared, and nobody says why`)],
  };
}

function tell({ step, what, path, expected, actual }: Finding): string {
  return `step ${step} ${what} at ${path}\n  expected ${expected}\n  actual   ${actual}`;
}
