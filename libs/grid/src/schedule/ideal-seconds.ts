import { hasModels } from './filling.js';
import type { Lot } from './lots.js';
import type { Drawer } from './shares.js';

type Paces = readonly Pick<Drawer, 'secondsPerStep' | 'secondsPerLoad'>[];

/** Everything shared by all speeds, loads shared evenly: no way of sharing out is much shorter. At least one server. */
export function idealSeconds(drawers: readonly Drawer[], lots: readonly Lot[]): number {
  const steps = sum(lots.map((lot) => lot.count * lot.stepsPerCell)) + sum(drawers.map((drawer) => drawer.busySeconds / drawer.secondsPerStep));
  return idealSecondsOf(drawers, steps, lots.filter((lot) => !drawers.some((drawer) => hasModels(drawer, lot))).length);
}

/** The same of so many steps and loads. */
export function idealSecondsOf(paces: Paces, steps: number, loads: number): number {
  return steps / sum(paces.map((pace) => 1 / pace.secondsPerStep)) + (loads * meanSecondsPerLoad(paces)) / paces.length;
}

export function meanSecondsPerLoad(paces: Paces): number {
  return sum(paces.map((pace) => pace.secondsPerLoad)) / paces.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
