import type { Assignment } from './assignment.js';
import { hasModels, secondsPerCell } from './filling.js';
import { idealSeconds } from './ideal-seconds.js';
import type { Lot } from './lots.js';
import type { RunMemory } from './run-memory.js';
import { shareOut } from './share-out.js';
import type { Drawer, Portion } from './shares.js';
import type { WaitingGroup } from './waiting-group.js';

/** A server with its free seats; changes as they are given away. */
export interface Offer extends Drawer {
  freeSeats: number;
  planId: string | undefined;
}

export interface RoundOptions {
  /** Plan → when its last turn began, larger is later; a plan that had none is first. */
  turns?: ReadonlyMap<string, number> | undefined;
  /** Seconds since the run began: since the last time at which nothing waited. Left out: it begins. */
  elapsedSeconds?: number | undefined;
  /** What is remembered of the run, changed by this. Left out: loads are not counted. */
  memory?: RunMemory | undefined;
}

/** So many times slower than the quickest, a server rests while the quick ones draw the last cells. */
const muchSlower = 8;
/** A rest as long as this fraction of the time since the run began, and at most half a cell, leaves a server as busy as it was. */
const unnoticed = 0.01;

/** Hands cells out, one after the other: what is given away changes what there is to give. */
export class Round {
  readonly assignments: Assignment[] = [];
  private readonly taken = new Map<WaitingGroup, number>();
  private readonly turns: Map<string, number>;
  private clock: number;

  constructor(private readonly offers: readonly Offer[], private readonly options: RoundOptions) {
    const turns = options.turns ?? new Map<string, number>();
    this.turns = new Map(turns);
    this.clock = Math.max(0, ...turns.values());
  }

  /** Each cell goes where it is done soonest among the seats that are free now: who waits for a picture does not wait for a better seat. */
  assignByHand(lots: readonly Lot[]): void {
    for (const lot of lots) {
      for (let waiting = lot.count; waiting > 0; waiting -= 1) {
        const free = this.offers.filter((offer) => offer.freeSeats > 0 && lot.serverIds.has(offer.id));
        const soonest = leastBy(free, (offer) => offer.busySeconds + secondsFor(offer, lot));
        if (soonest === undefined) break;
        this.give(soonest, lot);
      }
    }
  }

  /** The seats take what makes everything end soonest, one cell a server in turn. `isSparing`: the run should make few loads. */
  assign(lots: readonly Lot[], { isSparing }: { isSparing: boolean }): void {
    const drawable = lots.filter((lot) => this.offers.some((offer) => lot.serverIds.has(offer.id)));
    if (drawable.length === 0 || this.offers.every((offer) => offer.freeSeats <= 0)) return;
    const queues = this.obviousQueues(drawable) ?? this.sharedQueues(drawable, isSparing ? this.options.memory : undefined);
    while (queues.filter((queue, place) => this.giveNext(this.offers[place], queue)).length > 0);
    for (const offer of this.offers) this.keepBusy(offer, drawable);
  }

  /** Far from the end a server stays with what it has for itself: nothing has to be shared out to know that. Undefined where it is not as plain as that for all. */
  private obviousQueues(lots: readonly Lot[]): Portion[][] | undefined {
    const ideal = idealSeconds(this.offers, lots);
    const queues = this.offers.map((offer) => {
      if (offer.freeSeats <= 0) return [];
      const lot = lots.find((some) => some.modelKey !== undefined && some.modelKey === offer.modelKey && some.serverIds.has(offer.id));
      const isAlone = this.offers.every((other) => other === offer || other.modelKey !== offer.modelKey);
      const isFarFromEnd = lot !== undefined && lot.count >= offer.freeSeats && offer.busySeconds + offer.freeSeats * secondsPerCell(offer, lot) <= ideal;
      return isAlone && isFarFromEnd ? [{ lot, cells: offer.freeSeats }] : undefined;
    });
    return queues.some((queue) => queue === undefined) ? undefined : queues.map((queue) => queue ?? []);
  }

  private sharedQueues(lots: readonly Lot[], memory: RunMemory | undefined): Portion[][] {
    const { portions } = shareOut(this.offers, lots, { elapsedSeconds: this.options.elapsedSeconds ?? 0, memory });
    return this.offers.map((offer, place) => this.cellsInOrder(offer, portions[place] ?? [], portions));
  }

  /** What needs no load first; then what no other server draws of, and of that the plan that waited longest for its turn. */
  private cellsInOrder(offer: Offer, own: readonly Portion[], all: readonly Portion[][]): Portion[] {
    const ranks = new Map(own.map(({ lot }) => [lot, [hasModels(offer, lot) ? 0 : 1, sharersOf(lot, all), this.turnOf(lot), lot.order]]));
    return [...own].sort((a, b) => compareRanks(ranks.get(a.lot) ?? [], ranks.get(b.lot) ?? []));
  }

  private giveNext(offer: Offer | undefined, queue: Portion[]): boolean {
    const [portion] = queue;
    if (offer === undefined || portion === undefined || offer.freeSeats <= 0) return false;
    if (portion.cells === 1) queue.shift();
    else queue[0] = { ...portion, cells: portion.cells - 1 };
    this.give(offer, portion.lot);
    return true;
  }

  /** An idle server takes one of the last cells even where others would draw it a little sooner, as long as it has the models; not where they take all that wait at once. */
  private keepBusy(offer: Offer, lots: readonly Lot[]): void {
    if (offer.freeSeats <= 0 || offer.busySeconds > 0) return;
    const lot = lots.find((some) => some.serverIds.has(offer.id) && hasModels(offer, some) && this.leftIn(some) > 0);
    if (lot === undefined || this.isTakenSoon(lot, offer)) return;
    const quickest = Math.min(...this.offers.filter((other) => lot.serverIds.has(other.id)).map((other) => other.secondsPerStep));
    if (offer.secondsPerStep <= quickest * muchSlower) this.give(offer, lot);
  }

  /** Whether quicker servers that have the models take the rest of a lot so soon that nobody notices the rest of this one. */
  private isTakenSoon(lot: Lot, offer: Offer): boolean {
    const quicker = this.offers.filter((other) => lot.serverIds.has(other.id) && hasModels(other, lot) && other.busySeconds + secondsPerCell(other, lot) < secondsPerCell(offer, lot));
    const cellsPerSecond = quicker.reduce((sum, other) => sum + 1 / secondsPerCell(other, lot), 0);
    return this.leftIn(lot) <= cellsPerSecond * Math.min(unnoticed * (this.options.elapsedSeconds ?? 0), secondsPerCell(offer, lot) / 2);
  }

  private give(offer: Offer, lot: Lot): void {
    const group = leastBy(lot.groups.filter((some) => this.leftOf(some) > 0), (some) => this.turns.get(some.planId) ?? 0, (some) => some.order);
    if (group === undefined) return;
    const isTurn = offer.planId !== group.planId || !hasModels(offer, lot);
    if (isTurn) this.turns.set(group.planId, (this.clock += 1));
    this.options.memory?.given(offer.id, lot, !hasModels(offer, lot));
    this.assignments.push({ serverId: offer.id, groupKey: group.key, isTurn });
    this.taken.set(group, (this.taken.get(group) ?? 0) + 1);
    offer.busySeconds += secondsFor(offer, lot);
    offer.freeSeats -= 1;
    offer.modelKey = lot.modelKey ?? offer.modelKey;
    offer.planId = group.planId;
  }

  private leftOf(group: WaitingGroup): number {
    return group.count - (this.taken.get(group) ?? 0);
  }

  private leftIn(lot: Lot): number {
    return lot.groups.reduce((sum, group) => sum + this.leftOf(group), 0);
  }

  private turnOf(lot: Lot): number {
    return Math.min(...lot.groups.map((group) => this.turns.get(group.planId) ?? 0));
  }
}

function secondsFor(offer: Offer, lot: Lot): number {
  return (hasModels(offer, lot) ? 0 : offer.secondsPerLoad) + secondsPerCell(offer, lot);
}

function sharersOf(lot: Lot, portions: readonly Portion[][]): number {
  return portions.filter((own) => own.some((portion) => portion.lot === lot)).length;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((rank, at) => rank !== b[at]);
  return place === -1 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}

/** The first of those with the least; of equal ones that with the least of `then`. */
function leastBy<T>(items: readonly T[], of: (item: T) => number, then: (item: T) => number = () => 0): T | undefined {
  return items.reduce<T | undefined>((least, item) => (least === undefined || of(item) < of(least) || (of(item) === of(least) && then(item) < then(least)) ? item : least), undefined);
}
