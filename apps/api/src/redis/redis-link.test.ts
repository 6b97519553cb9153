import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../../../../test/support/eventually.js';
import { hasRedis, startRedis } from '../../../../test/support/redis.js';
import { RedisLink } from './redis-link.js';

function linkTo(redisUrl: string | undefined): RedisLink {
  const link = new RedisLink({ redisUrl });
  onTestFinished(() => link.onApplicationShutdown());
  return link;
}

describe('RedisLink', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is off and down where no Redis is set', () => {
    const link = linkTo(undefined);

    expect([link.isOn, link.isUp]).toEqual([false, false]);
  });

  it('names its address without the password', () => {
    expect(linkTo('redis://user:secret-word@127.0.0.1:6379/2').address).toBe('127.0.0.1:6379');
  });

  it.skipIf(!hasRedis)('says once that Redis is away and once that it is back, and tells listeners', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const said = vi.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    vi.spyOn(Logger.prototype, 'debug').mockReturnValue(undefined);
    const link = linkTo(redis.url);
    let upCount = 0;
    link.onUp(() => { upCount += 1; });
    await eventually('Redis answers', async () => link.isUp);

    await redis.kill();
    await eventually('that is noticed', async () => !link.isUp);
    await redis.restart();
    await eventually('it is back', async () => link.isUp);

    expect(upCount).toBe(2);
    expect(said.mock.calls.map(([text]) => String(text).replace(/:\d+/, ''))).toEqual([
      'Redis at 127.0.0.1 does not answer. What runs goes on; nothing is lost, and new work begins when it is back.',
      'Redis at 127.0.0.1 is back.',
    ]);
  });

  it.skipIf(!hasRedis)('refuses news at once and lets commands wait while Redis is away', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    vi.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    vi.spyOn(Logger.prototype, 'debug').mockReturnValue(undefined);
    const link = linkTo(redis.url);
    await eventually('Redis answers', async () => link.isUp && link.hints.status === 'ready');

    await redis.kill();
    await eventually('that is noticed', async () => !link.isUp && link.hints.status !== 'ready');
    const command = link.commands.set('kept', 'yes');
    const refused = link.hints.publish('news', 'old').then(() => 'sent', () => 'refused');
    await redis.restart();

    expect(await refused).toBe('refused');
    expect(await command).toBe('OK');
  });
});
