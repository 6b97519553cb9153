import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { EventsGateway } from './events.gateway.js';
import { EventsSender } from './events-sender.js';
import { EventsService } from './events.service.js';
import { SharedSockets } from './shared-sockets.js';

/** Browsers are connected to processes that answer them; the others send their events there. */
@Global()
@Module({})
export class EventsModule {
  static of(config: Config): DynamicModule {
    return {
      module: EventsModule,
      providers: [EventsService, SharedSockets, config.isApi ? EventsGateway : EventsSender],
      exports: [EventsService, SharedSockets],
    };
  }
}
