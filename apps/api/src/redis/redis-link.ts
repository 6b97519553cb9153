import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { RedisConnection } from './redis-connection.js';

const longestGoodbyeMs = 500;

/** The Redis that processes share, where there is one. It may go away and come back at any time: that is said once each. */
@Injectable()
export class RedisLink implements OnApplicationShutdown {
  private readonly logger = new Logger('redis');
  private readonly connections: Redis[] = [];
  private readonly listeners = new Set<() => void>();
  private own: { commands: Redis; hints: Redis } | undefined;
  private isSaidAway = false;
  private isClosing = false;

  constructor(@Inject(Config) private readonly config: Pick<Config, 'redisUrl'>) {}

  /** Whether processes share a Redis at all. */
  get isOn(): boolean {
    return this.config.redisUrl !== undefined;
  }

  /** Whether it answers now. */
  get isUp(): boolean {
    return this.isOn && this.commands.status === 'ready';
  }

  /** Where it is, without its password: `127.0.0.1:6379`. */
  get address(): string {
    return new URL(this.url).host;
  }

  /** For commands that wait while Redis is away. */
  get commands(): Redis {
    return this.open().commands;
  }

  /** For news that are of no use later: what cannot be sent now is refused at once. */
  get hints(): Redis {
    return this.open().hints;
  }

  /** A connection of one's own, to subscribe or to block; it ends with the program. */
  connect(options: { isHinting?: boolean } = {}): Redis {
    const connection = new RedisConnection(this.url, options.isHinting === true ? { enableOfflineQueue: false } : {});
    // Each tries again by itself; what is to be said about it, `commands` says.
    connection.on('error', (error: Error) => this.logger.debug(error.message));
    this.connections.push(connection);
    return connection;
  }

  /** Hears when Redis answers: at the start, and each time it is back. Returns what ends it. */
  onUp(listener: () => void): () => void {
    this.listeners.add(listener);
    this.open();
    return () => void this.listeners.delete(listener);
  }

  /** Last of all: what others send while they close still goes out. */
  async onApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    await Promise.all(this.connections.map(goodbye));
  }

  private get url(): string {
    if (this.config.redisUrl === undefined) throw new Error('there is no Redis: ask isOn first');
    return this.config.redisUrl;
  }

  private open(): { commands: Redis; hints: Redis } {
    if (this.own !== undefined) return this.own;
    const commands = this.connect();
    this.own = { commands, hints: this.connect({ isHinting: true }) };
    commands.on('ready', () => this.noteUp());
    commands.on('close', () => this.noteAway());
    return this.own;
  }

  private noteUp(): void {
    if (this.isSaidAway) this.logger.warn(`Redis at ${this.address} is back.`);
    this.isSaidAway = false;
    for (const listener of [...this.listeners]) listener();
  }

  private noteAway(): void {
    if (this.isSaidAway || this.isClosing) return;
    this.isSaidAway = true;
    this.logger.warn(`Redis at ${this.address} does not answer. What runs goes on; nothing is lost, and new work begins when it is back.`);
  }
}

/** Lets out what is still to be sent, where Redis answers, and hangs up. */
async function goodbye(connection: Redis): Promise<void> {
  if (connection.status === 'ready') {
    let timer: NodeJS.Timeout | undefined;
    const tired = new Promise<void>((resolve) => { timer = setTimeout(resolve, longestGoodbyeMs); });
    // Hung up by the other side just now: nothing can be sent any more.
    await Promise.race([connection.quit().then(() => undefined, () => undefined), tired]);
    clearTimeout(timer);
  }
  connection.disconnect();
}
