import { type Command, Redis, type RedisOptions } from 'ioredis';

const longestPauseMs = 2_000;
/** A Redis that is stopped rather than gone keeps its connections and says nothing. Longer than Bull's longest wait for a job. */
const longestSilenceMs = 15_000;

/**
 * A connection that comes back by itself. Bull and Socket.IO send some commands without waiting for the answer: one of
 * those that fails, because Redis is away while the program ends, must not end it. Whoever waits hears of it as ever.
 */
export class RedisConnection extends Redis {
  constructor(url: string, options: RedisOptions = {}) {
    super(url, {
      // A command waits until Redis is back, however long that takes. Bull needs both.
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      socketTimeout: longestSilenceMs,
      retryStrategy: (times) => Math.min(50 * 2 ** times, longestPauseMs),
      ...options,
    });
  }

  override sendCommand(command: Command, stream?: Parameters<Redis['sendCommand']>[1]): unknown {
    command.promise.catch(() => undefined);
    return super.sendCommand(command, stream);
  }
}
