import { expect, it } from 'vitest';
import { hasRedis } from '../../support/redis.js';

const remedy = 'The tests with Redis were skipped: there is no redis-server. Install it (Debian: apt-get install redis-server).';

it('finds redis-server, or says that the tests with Redis are skipped and how to get it', () => {
  if (process.env['GRIDSCOPE_REQUIRE_SERVICES'] === '1') expect(hasRedis, remedy).toBe(true);
  else if (!hasRedis) process.stderr.write(`${remedy}\n`);
});
