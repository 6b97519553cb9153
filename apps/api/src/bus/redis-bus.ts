import { randomUUID } from 'node:crypto';
import { Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { Installation } from '../database/installation.js';
import { onListeningAgain } from '../redis/on-listening-again.js';
import type { RedisLink } from '../redis/redis-link.js';
import { type BusMessage, busMessage } from './bus-message.js';
import { Bus } from './bus.js';

const envelope = z.object({ from: z.string(), message: busMessage });

/** What a process may have missed while Redis was away: whoever hears it looks. */
const lookAgain: readonly BusMessage[] = [{ type: 'servers-changed' }, { type: 'execution-changed' }, { type: 'runs-unwanted' }, { type: 'work' }];

/** The bus of several processes: each hears its own messages at once and the others' over Redis. */
export class RedisBus extends Bus implements OnModuleInit {
  private readonly logger = new Logger('bus');
  private readonly sender = randomUUID();

  constructor(
    private readonly link: RedisLink,
    private readonly installation: Pick<Installation, 'id'>,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    const subscriber = this.link.connect();
    subscriber.on('message', (_channel, text) => this.receive(text));
    onListeningAgain(subscriber, () => lookAgain.forEach((message) => this.deliverSafely(message)));
    const subscribed = subscriber.subscribe(this.channel);
    // Where Redis is away, the program starts without it and listens when it is back.
    if (this.link.isUp) await subscribed;
  }

  override publish(message: BusMessage): void {
    super.publish(message);
    // Refused where Redis is away: then nobody hears it, as a hint may, and everybody looks when it is back.
    this.link.hints.publish(this.channel, JSON.stringify({ from: this.sender, message })).catch((error: Error) => this.logger.debug(error.message));
  }

  private get channel(): string {
    return `gridscope:${this.installation.id}:bus`;
  }

  private receive(text: string): void {
    const read = envelope.safeParse(parseJson(text));
    // A newer program may say what this one does not know.
    if (!read.success) return this.logger.debug(`a message that this program does not know: ${text}`);
    if (read.data.from !== this.sender) this.deliverSafely(read.data.message);
  }

  /** A listener that throws stops neither the others' messages nor the process. */
  private deliverSafely(message: BusMessage): void {
    try {
      this.deliver(message);
    } catch (error) {
      this.logger.error(error);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
