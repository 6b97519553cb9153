import { Module } from '@nestjs/common';
import { ServersModule } from '../servers/servers.module.js';
import { GaugesRepository } from './gauges.repository.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';

@Module({ imports: [ServersModule], controllers: [HealthController, MetricsController], providers: [GaugesRepository, HealthService, MetricsService] })
export class HealthModule {}
