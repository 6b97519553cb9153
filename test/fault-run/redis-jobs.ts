import Bull from 'bull';
import { Redis } from 'ioredis';

const drawing = 'draw-cell';

/** Jobs that wait or are being done, by their list; lists without any are left out. Bull keeps them in lists, what is delayed in a sorted set. */
export function countJobs(url: string): Promise<Record<string, number>> {
  return withRedis(url, async (client) => {
    const counts: Record<string, number> = {};
    for (const key of await client.keys('*')) {
      const count = /:(wait|active|paused)$/.test(key) ? await client.llen(key) : /:delayed$/.test(key) ? await client.zcard(key) : 0;
      if (count > 0) counts[key] = count;
    }
    return counts;
  });
}

/** Puts every drawing job that waits or is being done into the queue once more; gives their number. */
export function repeatDrawJobs(url: string): Promise<number> {
  return withRedis(url, async (client) => {
    const [key] = await client.keys(`*:${drawing}:id`);
    if (key === undefined) return 0;
    const queue = new Bull(drawing, url, { prefix: key.slice(0, key.indexOf(`:${drawing}:`)) });
    try {
      const jobs = (await queue.getJobs(['active', 'waiting'])).filter((job) => job !== null);
      for (const { data } of jobs) await queue.add(data, { removeOnComplete: true, removeOnFail: true });
      return jobs.length;
    } finally {
      await queue.close();
    }
  });
}

/** Ends the connection of every client. */
export function cutConnections(url: string): Promise<void> {
  return withRedis(url, async (client) => {
    for (const type of ['normal', 'pubsub']) await client.call('client', 'kill', 'type', type, 'skipme', 'yes');
  });
}

async function withRedis<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}
