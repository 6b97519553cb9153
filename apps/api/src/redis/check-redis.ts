import { Redis } from 'ioredis';
import { SettingsError } from '../config/config.js';

const patienceMs = 2_000;

/** Throws SettingsError where Redis answers and lets nobody in. One that is away is waited for later, while the program runs. */
export async function checkRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0, connectTimeout: patienceMs, enableReadyCheck: false });
  let refusal: string | undefined;
  const note = (error: unknown) => {
    if (error instanceof Error && error.name === 'ReplyError') refusal ??= error.message;
  };
  redis.on('error', note);
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    note(error);
  } finally {
    redis.disconnect();
  }
  if (refusal !== undefined) throw new SettingsError(`REDIS_URL: Redis at ${new URL(url).host} refuses: ${refusal}. Give its password as in redis://:password@host:6379, or none where it has none.`);
}
