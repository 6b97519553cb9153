import { hasModels, secondsPerCell } from './filling.js';
import type { Lot } from './lots.js';
import type { Drawer, Portion, Shares } from './shares.js';

/** Shares that were found once and are followed from round to round, as long as they hold. */
export class KeptShares {
  /** Server → lot → cells. */
  private readonly portions: Map<string, Map<string, number>>;

  constructor(drawers: readonly Drawer[], shares: Shares) {
    this.portions = new Map(drawers.map(({ id }, place) => [id, new Map((shares.portions[place] ?? []).map(({ lot, cells }) => [lot.key, cells]))]));
  }

  /** A cell of the lot was given to the server. */
  given(serverId: string, lot: Lot): void {
    const own = this.portions.get(serverId);
    own?.set(lot.key, (own.get(lot.key) ?? 0) - 1);
  }

  /** What is left of them for the same cells; undefined where they do not hold all of these or end later than that. */
  left(drawers: readonly Drawer[], lots: readonly Lot[], seconds: number): Shares | undefined {
    const portions = drawers.map((drawer) => lots.flatMap((lot) => this.portionOf(drawer, lot)));
    const all = portions.flat();
    const isWhole = all.every(({ cells }) => cells > 0) && lots.every((lot) => all.reduce((sum, portion) => (portion.lot === lot ? sum + portion.cells : sum), 0) === lot.count);
    const isInTime = drawers.every((drawer, place) => endOf(drawer, portions[place] ?? []) <= seconds);
    return isWhole && isInTime ? { portions, seconds } : undefined;
  }

  private portionOf({ id }: Drawer, lot: Lot): Portion[] {
    const cells = this.portions.get(id)?.get(lot.key) ?? 0;
    return cells === 0 || !lot.serverIds.has(id) ? [] : [{ lot, cells }];
  }
}

function endOf(drawer: Drawer, portions: readonly Portion[]): number {
  return portions.reduce((end, { lot, cells }) => end + (hasModels(drawer, lot) ? 0 : drawer.secondsPerLoad) + cells * secondsPerCell(drawer, lot), drawer.busySeconds);
}
