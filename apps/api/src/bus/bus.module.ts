import { Global, Module } from '@nestjs/common';
import { Installation } from '../database/installation.js';
import { RedisLink } from '../redis/redis-link.js';
import { Bus } from './bus.js';
import { RedisBus } from './redis-bus.js';

const bus = {
  provide: Bus,
  inject: [RedisLink, Installation],
  useFactory: (link: RedisLink, installation: Installation): Bus => (link.isOn ? new RedisBus(link, installation) : new Bus()),
};

@Global()
@Module({ providers: [bus], exports: [Bus] })
export class BusModule {}
