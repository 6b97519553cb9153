import { idealSecondsOf } from './ideal-seconds.js';
import { KeptShares } from './kept-shares.js';
import type { Lot } from './lots.js';
import type { Drawer, Shares } from './shares.js';

/** Loads beyond one a set that a run may make: a fraction of the sets, and one where they are few. */
const extraLoads = { fraction: 0.05, fewSets: 20 };
/** So much later than planned, as a fraction, kept shares are still followed: no clock is as exact as a plan. */
const lateness = 0.01;

/** What is remembered of a run, which is everything since the last time at which nothing waited. `chooseCells` keeps it up to date. */
export class RunMemory {
  private readonly sets = new Set<string>();
  private readonly begun = new Set<string>();
  private loads = 0;
  private givenSteps = 0;
  private givenCells = 0;
  private cellCount = 0;
  private readonly lotKeys = new Set<string>();
  private isExchanged = false;
  private waitingSteps = 0;
  private kept: KeptShares | undefined;
  /** How many sets there were when no shares with few loads were found. */
  private hopelessSets = 0;

  /** How many sets of models the run needs, as far as it is known. */
  get setCount(): number {
    return this.sets.size;
  }

  /** Loads beyond one a set that it may still make. */
  get splitsLeft(): number {
    const most = this.setCount < extraLoads.fewSets ? 1 : Math.floor(this.setCount * extraLoads.fraction + Number.EPSILON);
    return Math.max(0, most - (this.loads - this.begun.size));
  }

  /** It was looked for shares with few loads, and there were none: as long as nothing is added there will be none. */
  get isHopeless(): boolean {
    return this.hopelessSets === this.setCount;
  }

  /** All that waits now. */
  see(lots: readonly Lot[]): void {
    this.waitingSteps = lots.reduce((sum, lot) => sum + lot.count * lot.stepsPerCell, 0);
    const cellCount = lots.reduce((sum, lot) => sum + lot.count, this.givenCells);
    if (cellCount > this.cellCount || lots.some((lot) => !this.lotKeys.has(lot.key))) this.isExchanged = false;
    this.cellCount = cellCount;
    for (const { key } of lots) this.lotKeys.add(key);
    for (const { modelKey } of lots) if (modelKey !== undefined) this.sets.add(modelKey);
  }

  /** A cell was given to a server. */
  given(serverId: string, lot: Lot, isLoad: boolean): void {
    if (lot.modelKey !== undefined) this.begun.add(lot.modelKey);
    if (isLoad) this.loads += 1;
    this.givenSteps += lot.stepsPerCell;
    this.givenCells += 1;
    this.waitingSteps -= lot.stepsPerCell;
    this.kept?.given(serverId, lot);
  }

  /** How long the whole run would take at best, in seconds. */
  idealSeconds(drawers: readonly Drawer[]): number {
    return idealSecondsOf(drawers, this.givenSteps + this.waitingSteps, this.setCount);
  }

  keep(drawers: readonly Drawer[], shares: Shares): Shares {
    this.kept = new KeptShares(drawers, shares);
    return shares;
  }

  /** The shares that were kept, as far as they are left and still hold. */
  stillKept(drawers: readonly Drawer[], lots: readonly Lot[], seconds: number): Shares | undefined {
    const left = this.kept?.left(drawers, lots, seconds + lateness * this.idealSeconds(drawers));
    if (left === undefined) this.kept = undefined;
    return left;
  }

  /** Whether cells may be exchanged, which takes long: once for the same cells, and not where it was hopeless. */
  beginExchange(): boolean {
    const mayExchange = !this.isExchanged && !this.isHopeless;
    this.isExchanged = true;
    return mayExchange;
  }

  giveUp(): undefined {
    this.hopelessSets = this.setCount;
    return undefined;
  }
}
