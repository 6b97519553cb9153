import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SettingsError } from '../config/config.js';
import { hasRedis, startRedis, type TestRedis } from '../../../../test/support/redis.js';
import { checkRedis } from './check-redis.js';

describe.skipIf(!hasRedis)('checkRedis', () => {
  let redis: TestRedis;
  const withPassword = (password: string) => redis.url.replace('redis://', `redis://:${password}@`);
  beforeAll(async () => {
    redis = await startRedis();
    const client = new Redis(redis.url);
    await client.config('SET', 'requirepass', 'open sesame');
    client.disconnect();
  });
  afterAll(() => redis.stop());

  it.each([
    ['a wrong password', () => withPassword('secret-word')],
    ['no password', () => redis.url],
  ])('refuses to start with %s where Redis has one, and does not repeat it', async (_, url) => {
    const checked = checkRedis(url());

    await expect(checked).rejects.toThrow(SettingsError);
    await expect(checked).rejects.toThrow(/^REDIS_URL: Redis at 127\.0\.0\.1:\d+ refuses: /);
    await expect(checked).rejects.not.toThrow(/secret-word/);
  });

  it('accepts the password, and a Redis that is not there yet', async () => {
    await expect(checkRedis(withPassword('open%20sesame'))).resolves.toBeUndefined();
    await expect(checkRedis('redis://127.0.0.1:1')).resolves.toBeUndefined();
  });
});
