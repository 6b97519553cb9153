import { hasModels, secondsPerCell } from './filling.js';
import type { Lot } from './lots.js';
import { randomNumbers } from './random-numbers.js';
import type { Drawer, Shares } from './shares.js';

export interface ExchangeOptions {
  /** Until when everything has to be drawn. */
  seconds: number;
  /** How many loads there may be beyond one for each lot that nobody has loaded. */
  mostSplits: number;
  /** Of chance: another one tries other ways. */
  seed: number;
  /** What all looks together may cost, used up by them. Left out: each may try all of its changes. */
  budget?: ExchangeBudget;
}

export interface ExchangeBudget {
  /** At least 0. */
  changesLeft: number;
}

/** What a server has to do. */
interface Room {
  end: number;
}

/** A lot on a server that can draw it. */
interface Place {
  room: Room;
  cells: number;
  secondsPerCell: number;
  /** 0: it has the models. */
  loadSeconds: number;
}

interface Spread {
  lot: Lot;
  places: Map<Room, Place>;
}

/** Takes a change back. */
type Undo = () => void;

/** Changes that are tried before it is given up. */
const changeCount = 60_000;
/** How much later a change may make it at first and at last, as fractions of the whole time. */
const heat = { first: 0.1, last: 0.000_1 };
const swapPart = 0.4;
/** Less than any clock shows. */
const noTime = 1e-7;

/**
 * Looks for a way to be done by one moment with few loads, where filling one server after the other finds none: cells change servers at random, for the
 * worse less and less often (simulated annealing: Kirkpatrick, Gelatt and Vecchi, Science 220, 1983). The same seed gives the same result.
 */
export class Exchange {
  private readonly rooms: Room[];
  private readonly spreads: Spread[];
  private readonly random: () => number;
  private readonly seconds: number;
  private readonly budget: ExchangeBudget;
  private loadsLeft: number;
  /** Seconds beyond the moment, over all servers. */
  private late = 0;

  constructor(drawers: readonly Drawer[], lots: readonly Lot[], { seconds, mostSplits, seed, budget = { changesLeft: changeCount } }: ExchangeOptions) {
    this.random = randomNumbers(seed);
    this.seconds = seconds;
    this.budget = budget;
    this.rooms = drawers.map((drawer) => ({ end: drawer.busySeconds }));
    this.spreads = lots.map((lot) => ({ lot, places: new Map(drawers.flatMap((drawer, at) => this.placeOn(drawer, at, lot))) }));
    this.loadsLeft = mostSplits + this.spreads.filter(({ places }) => [...places.values()].every((place) => place.loadSeconds > 0)).length;
    for (const room of this.rooms) this.late += this.lateness(room);
    for (const spread of [...this.spreads].sort((a, b) => workOf(b) - workOf(a))) this.begin(spread);
  }

  /** Undefined where none was found. */
  shares(): Shares | undefined {
    const cooling = (heat.last / heat.first) ** (1 / changeCount);
    let warmth = heat.first * this.seconds;
    for (let tried = 0; this.late > noTime; tried += 1) {
      if (tried === changeCount || this.budget.changesLeft <= 0) return undefined;
      this.budget.changesLeft -= 1;
      this.tryChange(warmth);
      warmth *= cooling;
    }
    return { portions: this.rooms.map((room) => this.spreads.flatMap(({ lot, places }) => portionOf(lot, places.get(room)))), seconds: this.seconds };
  }

  private tryChange(warmth: number): void {
    const before = this.late;
    const undo = this.random() < swapPart ? this.swap() : this.move();
    if (undo === undefined) return;
    const isTaken = this.loadsLeft >= 0 && (this.late <= before || this.random() < Math.exp((before - this.late) / warmth));
    if (!isTaken) undo();
  }

  /** All cells of a lot on one server, or some of them, go to another. */
  private move(): Undo | undefined {
    const spread = this.pick(this.spreads);
    const from = spread && this.drawing(spread);
    const to = spread && this.pick([...spread.places.values()]);
    if (from === undefined || to === undefined || from === to) return undefined;
    return this.shift(from, to, this.random() < 0.5 ? from.cells : this.someOf(from, to));
  }

  /** Two lots change servers. */
  private swap(): Undo | undefined {
    const [one, other] = [this.pick(this.spreads), this.pick(this.spreads)];
    const [from, to] = [one && this.drawing(one), other && this.drawing(other)];
    const there = to && one?.places.get(to.room);
    const here = from && other?.places.get(from.room);
    if (from === undefined || to === undefined || there === undefined || here === undefined || one === other || from.room === to.room) return undefined;
    const back = this.shift(to, here, to.cells);
    const forth = this.shift(from, there, from.cells);
    return () => {
      forth();
      back();
    };
  }

  /** A few, as many as are late, or as many as still fit. */
  private someOf(from: Place, to: Place): number {
    const late = Math.ceil((from.room.end - this.seconds) / from.secondsPerCell - noTime);
    const fitting = Math.floor((this.seconds - to.room.end - (to.cells > 0 ? 0 : to.loadSeconds)) / to.secondsPerCell + noTime);
    const cells = this.pick([1 + Math.floor(this.random() * 3), late, fitting]) ?? 1;
    return Math.max(1, Math.min(from.cells, cells));
  }

  private shift(from: Place, to: Place, cells: number): Undo {
    this.put(from, -cells);
    this.put(to, cells);
    return () => {
      this.put(to, -cells);
      this.put(from, cells);
    };
  }

  private put(place: Place, cells: number): void {
    this.late -= this.lateness(place.room);
    const had = place.cells > 0;
    place.cells += cells;
    const loads = place.loadSeconds === 0 ? 0 : Number(place.cells > 0) - Number(had);
    this.loadsLeft -= loads;
    place.room.end += cells * place.secondsPerCell + loads * place.loadSeconds;
    this.late += this.lateness(place.room);
  }

  /** One of the servers that draw of it. */
  private drawing({ places }: Spread): Place | undefined {
    return this.pick([...places.values()].filter((place) => place.cells > 0));
  }

  /** Where it ends soonest. */
  private begin({ lot, places }: Spread): void {
    const endOn = (place: Place) => place.room.end + place.loadSeconds + lot.count * place.secondsPerCell;
    const [soonest] = [...places.values()].sort((a, b) => endOn(a) - endOn(b));
    if (soonest !== undefined) this.put(soonest, lot.count);
  }

  private placeOn(drawer: Drawer, at: number, lot: Lot): [Room, Place][] {
    const room = this.rooms[at];
    if (room === undefined || !lot.serverIds.has(drawer.id)) return [];
    return [[room, { room, cells: 0, secondsPerCell: secondsPerCell(drawer, lot), loadSeconds: hasModels(drawer, lot) ? 0 : drawer.secondsPerLoad }]];
  }

  private lateness({ end }: Room): number {
    return Math.max(0, end - this.seconds);
  }

  private pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.random() * items.length)];
  }
}

function workOf({ lot }: Spread): number {
  return lot.count * lot.stepsPerCell;
}

function portionOf(lot: Lot, place: Place | undefined): { lot: Lot; cells: number }[] {
  return place === undefined || place.cells === 0 ? [] : [{ lot, cells: place.cells }];
}
