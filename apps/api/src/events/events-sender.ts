import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventsService } from './events.service.js';
import { sendEvent } from './send-event.js';
import { SharedSockets } from './shared-sockets.js';

/** Carries events of a process that answers no browser to the browsers of those that do. */
@Injectable()
export class EventsSender implements OnModuleInit, OnModuleDestroy {
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly events: EventsService,
    private readonly sockets: SharedSockets,
  ) {}

  onModuleInit(): void {
    const sockets = this.sockets.ofOthers();
    if (sockets !== undefined) this.stopListening = this.events.listen((event) => sendEvent(sockets, event));
  }

  onModuleDestroy(): void {
    this.stopListening?.();
  }
}
