import { type DynamicModule, Module } from '@nestjs/common';
import { BusModule } from './bus/bus.module.js';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import type { OpenData } from './database/open-data.js';
import { EventsModule } from './events/events.module.js';
import { ExecutionModule } from './execution/execution.module.js';
import { ExperimentsModule } from './experiments/experiments.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { HealthModule } from './health/health.module.js';
import { MetersModule } from './health/meters.module.js';
import { HttpModule } from './http/http.module.js';
import { ImagesModule } from './images/images.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { PagesModule } from './pages/pages.module.js';
import { PlansModule } from './plans/plans.module.js';
import { RedisModule } from './redis/redis.module.js';
import { RunsModule } from './runs/runs.module.js';
import { SchedulerModule } from './scheduler/scheduler.module.js';
import { ServerControlModule } from './servers/server-control.module.js';
import { ServersModule } from './servers/servers.module.js';
import { TemplatesModule } from './templates/templates.module.js';

/** What everything stands on, then the features in the order of the main line. */
@Module({})
export class AppModule {
  static of(config: Config, data: OpenData): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config), DatabaseModule.of(data), RedisModule, BusModule, MetersModule, JobsModule, EventsModule.of(config), HttpModule, ServersModule, TemplatesModule,
        ExperimentsModule, PlansModule, ExecutionModule, SchedulerModule, ServerControlModule, RunsModule, ImagesModule, PagesModule, ExportsModule, HealthModule,
      ],
    };
  }
}
