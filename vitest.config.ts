import { defineConfig } from 'vitest/config';

const node = (name: string, include: string[], more: object = {}) => ({ test: { name, include, environment: 'node' as const, ...more } });

// One PostgreSQL for the data tests, where they are asked to run on it.
const globalSetup = ['test/support/postgres-setup.ts'];

export default defineConfig({
  test: {
    projects: [
      node('grid', ['libs/grid/src/**/*.test.ts'], { testTimeout: 60_000 }),
      node('comfy', ['libs/comfy/src/**/*.test.ts'], { testTimeout: 60_000 }),
      node('engine', ['libs/engine/src/**/*.test.ts'], { testTimeout: 60_000 }),
      node('contract', ['libs/contract/src/**/*.test.ts'], { testTimeout: 60_000 }),
      node('api', ['apps/api/src/**/*.test.ts'], { globalSetup, testTimeout: 60_000, hookTimeout: 60_000, root: '.' }),
      node('contracts', ['test/contracts/**/*.test.ts', 'test/bench/**/*.test.ts', 'test/fault-run/**/*.test.ts', 'test/fakes/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 60_000 }),
      node('faults', ['test/faults/**/*.test.ts'], { globalSetup, testTimeout: 120_000, hookTimeout: 60_000, fileParallelism: false }),
      node('e2e', ['test/e2e/**/*.test.ts'], { testTimeout: 180_000, hookTimeout: 120_000, fileParallelism: false }),
      './apps/web/vitest.config.ts',
    ],
  },
});
