import { describe, expect, it } from 'vitest';
import { serversOf } from '../../../../test/bench/simulator/random-plan.js';
import { simulate } from '../../../../test/bench/simulator/simulate.js';
import { simulatePlans } from '../../../../test/bench/simulator/simulate-plans.js';

// The simulator drives the built library, as the program does.
describe('the scheduler in the simulator', { timeout: 120_000 }, () => {
  it.each([[1, 50], [1_001, 50]])('ends the random plans from seed %i within a tenth of the ideal', (seed, count) => {
    const { worst, median, overSeats } = simulatePlans({ kind: 'few-sets', seed, count });

    expect(worst).toBeLessThanOrEqual(1.1);
    expect(median).toBeLessThanOrEqual(1.05);
    expect(overSeats).toBe(0);
  });

  it.each([[1, 50], [1_001, 50]])('makes hardly more loads than there are model sets, where those are many, and ends within a tenth of the ideal: plans from seed %i', (seed, count) => {
    const { worst, loadsWorst, extraLoadsWorst, overSeats } = simulatePlans({ kind: 'many-sets', seed, count });

    expect(worst).toBeLessThanOrEqual(1.1);
    expect(loadsWorst).toBeLessThanOrEqual(1.05);
    expect(extraLoadsWorst).toBeLessThanOrEqual(1);
    expect(overSeats).toBe(0);
  });

  it.each([
    ['one server', serversOf(1), 1_000],
    ['four equal servers', serversOf(4).map((server) => ({ ...server, secondsPerCell: 0.2 })), 1_000],
    ['sixteen servers of different speeds', serversOf(16), 320],
  ])('keeps %s busy until nothing waits', (_, servers, cells) => {
    expect(simulate({ servers, groups: [{ modelKey: 'set', cells }] }).busy).toBeGreaterThanOrEqual(0.98);
  });

  it('learns the speeds of servers that are new', () => {
    expect(simulatePlans({ kind: 'few-sets', count: 10, isCold: true }).median).toBeLessThanOrEqual(1.1);
  });
});
