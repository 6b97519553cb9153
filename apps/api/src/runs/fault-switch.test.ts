import { afterEach, expect, it, vi } from 'vitest';
import { FaultSwitch } from './fault-switch.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('leaves every safeguard on where nothing is said', () => {
  const faults = new FaultSwitch();

  expect((['no-renewal', 'unconditional-claim', 'no-adoption'] as const).filter((fault) => faults.is(fault))).toEqual([]);
});

it('switches one safeguard off for a test', () => {
  vi.stubEnv('GRIDSCOPE_FAULT_SWITCH', 'no-adoption');

  const faults = new FaultSwitch();

  expect([faults.is('no-adoption'), faults.is('no-renewal')]).toEqual([true, false]);
});

it.each([
  ['outside of tests', 'no-adoption', 'production', /for its own tests alone/],
  ['where nobody says that this is a test', 'no-renewal', undefined, /for its own tests alone/],
  ['for a switch that there is not', 'no-database', 'test', /one of no-renewal/],
])('refuses to start %s', (_, value, nodeEnv, message) => {
  vi.stubEnv('GRIDSCOPE_FAULT_SWITCH', value);
  vi.stubEnv('NODE_ENV', nodeEnv);

  expect(() => new FaultSwitch()).toThrow(message);
});
