import { idealSeconds, type SimulatedPlan } from './simulated-plan.js';

/** What the measure wants of plans with more model sets than servers. */
const mostOverIdeal = 1.1;
/** Below that one extra load is allowed; plans of as many sets or more count as possible. */
const fewSets = 40;
/** By then a plan counts as possible; what is impossible shows in fewer. */
const mostSteps = 100_000;
const lastBits = 1e-9;

/**
 * Whether it is proven that no order draws a plan within a tenth of the ideal with one load a set and one more: every way of giving whole sets to servers is
 * gone through, with no set split in two and with each of them, as far as the room that is left could hold what is left (branch and bound). It is so where
 * a few sets hardly fit to the speeds of as many servers.
 */
export function isImpossible(plan: SimulatedPlan): boolean {
  if (plan.groups.length >= fewSets) return false;
  const search = new Search(plan);
  const cells = plan.groups.map((group) => group.cells).sort((a, b) => b - a);
  const isPossible = search.holds(cells, undefined) || cells.some((split, place) => search.holds(cells.filter((_, other) => other !== place), split));
  return !isPossible && search.stepsLeft > 0;
}

interface Room {
  seconds: number;
  secondsPerCell: number;
  secondsPerLoad: number;
}

class Search {
  stepsLeft = mostSteps;
  private readonly rooms: Room[];

  constructor(plan: SimulatedPlan) {
    const seconds = mostOverIdeal * idealSeconds(plan);
    this.rooms = plan.servers.map(({ secondsPerCell, secondsPerLoad }) => ({ seconds, secondsPerCell, secondsPerLoad }));
  }

  /** Whether the servers have room for whole sets, the largest first, and for one that two of them share. True too where the steps are used up. */
  holds(whole: readonly number[], split: number | undefined): boolean {
    this.stepsLeft -= 1;
    if (this.stepsLeft <= 0) return true;
    if (!this.couldHold(whole, split)) return false;
    const [largest, ...others] = whole;
    if (largest === undefined) return split === undefined || this.holdsInTwo(split);
    return this.differentRooms().some((room) => this.holdsIn(room, largest, () => this.holds(others, split)));
  }

  private holdsIn(room: Room, cells: number, then: () => boolean): boolean {
    const seconds = room.secondsPerLoad + cells * room.secondsPerCell;
    if (seconds > room.seconds + lastBits) return false;
    room.seconds -= seconds;
    const does = then();
    room.seconds += seconds;
    return does;
  }

  /** No less room than there are cells, each load being as long as the fewest cells that it can stand for. */
  private couldHold(whole: readonly number[], split: number | undefined): boolean {
    const cellsOfLoad = Math.min(...this.rooms.map((room) => room.secondsPerLoad / room.secondsPerCell));
    const loads = whole.length + (split === undefined ? 0 : 2);
    const needed = whole.reduce((sum, cells) => sum + cells, 0) + (split ?? 0) + loads * cellsOfLoad;
    return this.rooms.reduce((sum, room) => sum + room.seconds / room.secondsPerCell, 0) + lastBits >= needed;
  }

  private holdsInTwo(cells: number): boolean {
    const [most = 0, second = 0] = this.rooms.map((room) => Math.max(0, Math.floor((room.seconds - room.secondsPerLoad) / room.secondsPerCell + lastBits))).sort((a, b) => b - a);
    return most + second >= cells;
  }

  /** Of rooms that are alike one; the largest first, so that what is possible is found soon. */
  private differentRooms(): Room[] {
    const rooms = new Map(this.rooms.map((room) => [`${room.secondsPerCell} ${room.seconds.toFixed(6)}`, room]));
    return [...rooms.values()].sort((a, b) => b.seconds - a.seconds);
  }
}
