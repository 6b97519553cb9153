import { describe, expect, it } from 'vitest';
import { type FaultSwitch, killWhileEnginesFinish, runScenario, type Scenario } from '../fault-run/scenario.js';
import type { Setting } from '../fault-run/setting.js';
import { hasRedis } from '../support/redis.js';

const alone: Setting = { name: 'in-process+sqlite', queue: 'in-process', database: 'sqlite' };
const shared: Setting = { name: 'bull+sqlite', queue: 'bull', database: 'sqlite' };

/** What strikes where each safeguard matters. */
const scenarios: [string, FaultSwitch, Scenario][] = [
  ['running prompts are not adopted', 'no-adoption', { setting: alone, options: { leaseSeconds: 5, engines: [0.3], workers: 0 }, cells: 5, strike: killWhileEnginesFinish }],
  ['leases are not renewed', 'no-renewal', { setting: shared, options: { leaseSeconds: 2, engines: [3], workers: 2 }, cells: 1, strike: () => Promise.resolve() }],
  ['a claim asks nothing', 'unconditional-claim', { setting: shared, options: { leaseSeconds: 5, engines: [0.5], workers: 2 }, cells: 4, strike: async (cluster) => void (await cluster.repeatJobs()) }],
];

describe.each(scenarios)('the fault run, where %s', (_, faultSwitch, scenario) => {
  const needsRedis = scenario.setting.queue === 'bull';

  it('turns red', async ({ skip }) => {
    if (needsRedis && !hasRedis) return skip('redis-server is not installed');

    const { doubled } = await runScenario(scenario, faultSwitch);

    expect(doubled).not.toEqual([]);
  });

  it('stays green without that switch', async ({ skip }) => {
    if (needsRedis && !hasRedis) return skip('redis-server is not installed');

    expect(await runScenario(scenario)).toEqual({ lost: [], doubled: [], orphans: [] });
  });
});
