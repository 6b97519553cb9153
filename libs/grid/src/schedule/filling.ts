import type { Lot } from './lots.js';
import type { Drawer, Portion, Shares } from './shares.js';

/** Which server takes a part of a lot that none can take whole: the one with the most room or the one with the least. */
export type SplitRule = 'most-room' | 'least-room';

export interface FillingOptions {
  /** Until when everything has to be drawn. */
  seconds: number;
  rule: SplitRule;
  /** How many loads there may be beyond one for each lot. */
  mostSplits: number;
}

interface Room {
  drawer: Drawer;
  /** Seconds that it has left. */
  seconds: number;
  portions: Portion[];
}

/** Fills servers with lots up to one moment. */
export class Filling {
  private readonly rooms: Room[];
  private readonly left: Map<Lot, number>;
  private splits = 0;

  constructor(drawers: readonly Drawer[], private readonly lots: readonly Lot[], private readonly options: FillingOptions) {
    this.rooms = drawers.map((drawer) => ({ drawer, seconds: options.seconds - drawer.busySeconds, portions: [] }));
    this.left = new Map(lots.map((lot) => [lot, lot.count]));
  }

  /** Undefined where not everything finds room. */
  shares(): Shares | undefined {
    for (const lot of this.lots) this.fillLoaded(lot);
    for (const lot of this.scarceAndLargeFirst()) if (!this.fillOthers(lot)) return undefined;
    return { portions: this.rooms.map((room) => room.portions), seconds: this.options.seconds };
  }

  /** Servers that have the models: little rooms first, so that what is over is over at one place. */
  private fillLoaded(lot: Lot): void {
    const loaded = this.rooms.filter((room) => lot.serverIds.has(room.drawer.id) && hasModels(room.drawer, lot));
    const sorted = loaded.map((room) => ({ room, cells: cellsIn(room, lot, 0) })).sort((a, b) => a.cells - b.cells);
    for (const { room, cells } of sorted) this.put(room, lot, Math.min(cells, this.leftOf(lot)), 0);
  }

  private scarceAndLargeFirst(): Lot[] {
    const work = (lot: Lot) => this.leftOf(lot) * lot.stepsPerCell;
    return this.lots.filter((lot) => this.leftOf(lot) > 0).sort((a, b) => a.serverIds.size - b.serverIds.size || work(b) - work(a));
  }

  /** Servers that have to load the models: the one where it fits most tightly, else parts. */
  private fillOthers(lot: Lot): boolean {
    const able = this.rooms.filter((room) => lot.serverIds.has(room.drawer.id) && !hasModels(room.drawer, lot));
    const open = able.map((room) => ({ room, cells: cellsIn(room, lot, room.drawer.secondsPerLoad) })).filter(({ cells }) => cells > 0).sort((a, b) => a.cells - b.cells);
    while (this.leftOf(lot) > 0) {
      const whole = open.findIndex(({ cells }) => cells >= this.leftOf(lot));
      const part = this.options.rule === 'most-room' ? open.length - 1 : 0;
      const [chosen] = open.splice(whole === -1 ? part : whole, 1);
      if (chosen === undefined) return false;
      if (this.isSplit(chosen.room, lot)) this.splits += 1;
      if (this.splits > this.options.mostSplits) return false;
      this.put(chosen.room, lot, Math.min(this.leftOf(lot), chosen.cells), chosen.room.drawer.secondsPerLoad);
    }
    return true;
  }

  /** Another server has it or draws of it too. A server without models has to load some in any case, where there are not lots enough for all. */
  private isSplit(room: Room, lot: Lot): boolean {
    if (room.drawer.modelKey === undefined && this.lots.length < this.rooms.length) return false;
    return this.rooms.some((other) => hasModels(other.drawer, lot) || other.portions.some((portion) => portion.lot === lot));
  }

  private put(room: Room, lot: Lot, cells: number, loadSeconds: number): void {
    if (cells <= 0) return;
    room.portions.push({ lot, cells });
    room.seconds -= loadSeconds + cells * secondsPerCell(room.drawer, lot);
    this.left.set(lot, this.leftOf(lot) - cells);
  }

  private leftOf(lot: Lot): number {
    return this.left.get(lot) ?? 0;
  }
}

/** Whether it draws the lot without loading anything. */
export function hasModels(drawer: Pick<Drawer, 'modelKey'>, lot: Pick<Lot, 'modelKey'>): boolean {
  return lot.modelKey === undefined || lot.modelKey === drawer.modelKey;
}

export function secondsPerCell(drawer: Pick<Drawer, 'secondsPerStep'>, lot: Pick<Lot, 'stepsPerCell'>): number {
  return drawer.secondsPerStep * lot.stepsPerCell;
}

/** A time that is a whole number of cells but for the last bits holds them all. */
const lastBits = 1e-9;

function cellsIn({ drawer, seconds }: Room, lot: Lot, loadSeconds: number): number {
  return Math.max(0, Math.floor((seconds - loadSeconds) / secondsPerCell(drawer, lot) + lastBits));
}
