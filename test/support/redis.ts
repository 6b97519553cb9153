import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { eventually } from './eventually.js';

/** A Redis of a test's own: empty, in memory, at a port of this machine. */
export interface TestRedis {
  url: string;
  /** Ends it gently. A second call does nothing. */
  stop(): Promise<void>;
  /** Ends it as `kill -9` does; what it held is gone. */
  kill(): Promise<void>;
  /** Starts it again, empty, at the same address; kills it first where it still runs. */
  restart(): Promise<void>;
}

/** Whether `redis-server` is installed. Where it is not, `test/contracts/queue/redis-program.test.ts` says so. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** Starts Redis on a free port and waits until it answers. Who calls it stops it. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  let server = await serve(port);
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'exit');
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGKILL');
      server = await serve(port);
    },
  };
}

async function serve(port: number): Promise<ChildProcess> {
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  // Whoever fails to stop it does not leave it running.
  const killed = () => server.kill('SIGKILL');
  process.once('exit', killed);
  server.once('exit', () => process.off('exit', killed));
  const client = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => 20 });
  // Until it listens each try ends in an error; that it answers in the end is what counts.
  client.on('error', () => undefined);
  try {
    await eventually('Redis answers', async () => {
      if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`);
      if (client.status === 'wait') void client.connect().catch(() => undefined);
      return client.status === 'ready';
    });
  } finally {
    client.disconnect();
  }
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}
