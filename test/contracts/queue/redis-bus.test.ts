import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { BusMessage } from '../../../apps/api/src/bus/bus-message.js';
import { RedisBus } from '../../../apps/api/src/bus/redis-bus.js';
import { RedisLink } from '../../../apps/api/src/redis/redis-link.js';
import { eventually } from '../../support/eventually.js';
import { hasRedis, startRedis, type TestRedis } from '../../support/redis.js';

// What is said while Redis is away is not what is looked at here.
Logger.overrideLogger(false);

describe.skipIf(!hasRedis)('the bus over Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => { redis = await startRedis(); });
  afterAll(() => redis.stop());

  /** The bus of one process, with the plans that it heard of. */
  async function busOf(installation: string): Promise<{ bus: RedisBus; heard: BusMessage[] }> {
    const link = new RedisLink({ redisUrl: redis.url });
    onTestFinished(() => link.onApplicationShutdown());
    await eventually('Redis answers', async () => link.isUp && link.hints.status === 'ready');
    const bus = new RedisBus(link, { id: installation });
    await bus.onModuleInit();
    const heard: BusMessage[] = [];
    bus.on('work', (message) => heard.push(message));
    return { bus, heard };
  }

  it('tells every process of the installation once, the sender at once', async () => {
    const [sender, other, stranger] = [await busOf('ours'), await busOf('ours'), await busOf('theirs')];

    sender.bus.publish({ type: 'work', planId: 'a plan' });
    expect(sender.heard).toEqual([{ type: 'work', planId: 'a plan' }]);
    await eventually('the other heard it', async () => other.heard.length > 0);
    other.bus.publish({ type: 'work', planId: 'an answer' });

    await eventually('the answer came', async () => sender.heard.length > 1);
    const both = [{ type: 'work', planId: 'a plan' }, { type: 'work', planId: 'an answer' }];
    expect([sender.heard, other.heard, stranger.heard]).toEqual([both, both, []]);
  });

  it('lets every process look, and hears again, when Redis was away', async () => {
    const [one, other] = [await busOf('away'), await busOf('away')];

    await redis.kill();
    one.bus.publish({ type: 'work', planId: 'unheard' });
    await redis.restart();

    await eventually('both looked', async () => [one, other].every(({ heard }) => heard.some((message) => message.type === 'work' && message.planId === undefined)));
    await eventually('one is heard by the other', async () => {
      one.bus.publish({ type: 'work', planId: 'heard' });
      return other.heard.some((message) => message.type === 'work' && message.planId === 'heard');
    });
    expect(other.heard).not.toContainEqual({ type: 'work', planId: 'unheard' });
  });

  it('takes no harm from a message that it does not know', async () => {
    const { heard } = await busOf('odd');
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());

    for (const text of ['no JSON', '{"from":"x","message":{"type":"of-tomorrow"}}', 'null']) await client.publish('gridscope:odd:bus', text);
    await client.publish('gridscope:odd:bus', JSON.stringify({ from: 'x', message: { type: 'work' } }));

    await eventually('the one after it came', async () => heard.length === 1);
    expect(heard).toEqual([{ type: 'work' }]);
  });
});
