import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Bus } from '../bus/bus.js';
import { Config } from '../config/config.js';
import { EventsService } from '../events/events.service.js';
import { viewOf } from './known-server.js';
import { ServerActivities } from './server-activities.js';
import { ServerRegistry } from './server-registry.js';
import { ServerWatch } from './server-watch.js';

/** Seats and cells change with every cell: they are told together, so often at most. */
const everyMs = 1_000;

/** Tells browsers which servers are other than they were. */
@Injectable()
export class ServerAnnouncer implements OnModuleInit, OnModuleDestroy {
  private readonly told = new Map<string, string>();
  private readonly stops: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: Config,
    private readonly bus: Bus,
    private readonly events: EventsService,
    private readonly registry: ServerRegistry,
    private readonly activities: ServerActivities,
    private readonly watch: ServerWatch,
  ) {}

  onModuleInit(): void {
    if (!this.config.isApi) return;
    this.stops.push(
      this.watch.onLooked(() => this.announce()),
      this.bus.on('cell-claimed', () => this.soon()),
      this.bus.on('draw-ended', () => this.soon()),
    );
  }

  onModuleDestroy(): void {
    for (const stop of this.stops) stop();
    clearTimeout(this.timer);
  }

  private soon(): void {
    this.timer ??= setTimeout(() => void this.readAndAnnounce(), everyMs);
  }

  private async readAndAnnounce(): Promise<void> {
    this.timer = undefined;
    await this.watch.safely(this.activities.refresh());
    this.announce();
  }

  private announce(): void {
    for (const server of this.registry.all()) {
      const view = viewOf(server);
      const text = JSON.stringify(view);
      if (this.told.get(view.id) === text) continue;
      this.told.set(view.id, text);
      this.events.publish({ type: 'server-changed', server: view });
    }
  }
}
