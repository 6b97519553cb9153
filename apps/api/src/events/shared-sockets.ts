import { Injectable } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-adapter';
import { Emitter } from '@socket.io/redis-emitter';
import { type Event, eventChannel } from '@gridscope/contract';
import type { Server, ServerOptions } from 'socket.io';
import { Installation } from '../database/installation.js';
import { onListeningAgain } from '../redis/on-listening-again.js';
import { RedisLink } from '../redis/redis-link.js';
import type { Sockets } from './send-event.js';

const newsLost: Event = { type: 'news-lost' };

/** The sockets of all API processes as one, over Redis. */
@Injectable()
export class SharedSockets {
  constructor(
    private readonly link: RedisLink,
    private readonly installation: Installation,
  ) {}

  /** Makes this process's server hand on to the others what it sends, and send what they hand on. Without Redis it is alone. */
  join(make: (shared: Partial<ServerOptions>) => Server): Server {
    if (!this.link.isOn) return make({});
    const subscriber = this.link.connect();
    const server = make({ adapter: createAdapter(this.link.hints, subscriber, { key: this.key }) });
    onListeningAgain(subscriber, () => server.local.emit(eventChannel, newsLost));
    return server;
  }

  /** For a process that has no sockets of its own. Undefined without Redis: then nobody else has any. */
  ofOthers(): Sockets | undefined {
    return this.link.isOn ? new Emitter(this.link.hints, { key: this.key }) : undefined;
  }

  private get key(): string {
    return `gridscope:${this.installation.id}:sockets`;
  }
}
