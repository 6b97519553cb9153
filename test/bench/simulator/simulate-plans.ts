import { type PlanKind, randomPlan } from './random-plan.js';
import { simulate, type Simulation, type SimulationOptions } from './simulate.js';
import type { SimulatedPlan } from './simulated-plan.js';

export interface SimulatePlansOptions extends SimulationOptions {
  kind: PlanKind;
  /** Default 50. */
  count?: number;
  /** Seed of the first plan; the next ones follow it. Default 1. */
  seed?: number;
}

/** What many plans come to. */
export interface SimulatedPlans {
  /** Makespan over the ideal: median and worst. */
  median: number;
  worst: number;
  /** Loads over the number of model sets, the worst of the plans with 20 sets or more; 1 without one. */
  loadsWorst: number;
  /** Loads beyond one a set, the worst of the plans with fewer than 20 sets. */
  extraLoadsWorst: number;
  busyWorst: number;
  overSeats: number;
  plans: { seed: number; plan: SimulatedPlan; simulation: Simulation }[];
}

/** Draws random plans on simulated servers. */
export function simulatePlans({ kind, count = 50, seed = 1, ...options }: SimulatePlansOptions): SimulatedPlans {
  const plans = Array.from({ length: count }, (_, place) => {
    const plan = randomPlan(kind, seed + place);
    return { seed: seed + place, plan, simulation: simulate(plan, options) };
  });
  const all = plans.map(({ simulation }) => simulation);
  const ratios = all.map(({ ratio }) => ratio).sort((a, b) => a - b);
  return {
    median: ratios[Math.floor(ratios.length / 2)] ?? NaN,
    worst: Math.max(...ratios),
    loadsWorst: Math.max(1, ...all.filter(({ sets }) => sets >= 20).map(({ loads, sets }) => loads / sets)),
    extraLoadsWorst: Math.max(0, ...all.filter(({ sets }) => sets < 20).map(({ loads, sets }) => loads - sets)),
    busyWorst: Math.min(...all.map(({ busy }) => busy)),
    overSeats: all.reduce((sum, { overSeats }) => sum + overSeats, 0),
    plans,
  };
}
