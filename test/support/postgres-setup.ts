import { startPostgres } from './postgres.js';
import { clusterVariable } from './test-database.js';

/** One PostgreSQL for a whole run of tests, where they are asked to run on it: `GRIDSCOPE_TEST_DATABASE=postgres`. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['GRIDSCOPE_TEST_DATABASE'] !== 'postgres' || process.env[clusterVariable] !== undefined) return undefined;
  const postgres = await startPostgres();
  process.env[clusterVariable] = await postgres.database('postgres');
  return async () => {
    delete process.env[clusterVariable];
    await postgres.stop();
  };
}
