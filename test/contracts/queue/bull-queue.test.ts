import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import { randomUUID } from 'node:crypto';
import { BullQueue } from '../../../apps/api/src/jobs/bull-queue.js';
import { RedisLink } from '../../../apps/api/src/redis/redis-link.js';
import { hasRedis, startRedis, type TestRedis } from '../../support/redis.js';
import { describeQueue } from './queue-contract.js';

describe.skipIf(!hasRedis)('the queue on Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => { redis = await startRedis(); });
  afterAll(() => redis.stop());

  describeQueue((onFailure) => {
    const link = new RedisLink({ redisUrl: redis.url });
    onTestFinished(() => link.onApplicationShutdown());
    return new BullQueue({ link, prefix: `gridscope:${randomUUID()}` }, onFailure);
  });
});
