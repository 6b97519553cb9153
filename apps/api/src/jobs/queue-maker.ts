import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Installation } from '../database/installation.js';
import { RedisLink } from '../redis/redis-link.js';
import { BullQueue } from './bull-queue.js';
import { InProcessQueue } from './in-process-queue.js';
import type { JobFailureListener, Queue } from './queue.js';

const longestLockMs = 10_000;

/** Makes the queue that the settings ask for: on the Redis that processes share, else in this process. */
@Injectable()
export class QueueMaker {
  constructor(
    private readonly config: Config,
    private readonly link: RedisLink,
    private readonly installation: Installation,
  ) {}

  make(onFailure: JobFailureListener): Queue {
    if (!this.link.isOn) return new InProcessQueue(onFailure);
    const lockMs = Math.min(longestLockMs, this.config.leaseMs / 2);
    return new BullQueue({ link: this.link, prefix: `gridscope:${this.installation.id}`, lockMs }, onFailure);
  }
}
