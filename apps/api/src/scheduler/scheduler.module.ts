import { Module } from '@nestjs/common';
import { RevisionsModule } from '../experiments/revisions.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { DrawableOn } from './drawable-on.js';
import { SchedulerService } from './scheduler.service.js';
import { WaitingCellsRepository } from './waiting-cells.repository.js';
import { WaitingLines } from './waiting-lines.js';

@Module({ imports: [RevisionsModule, RunsModule, ServersModule], providers: [DrawableOn, SchedulerService, WaitingCellsRepository, WaitingLines] })
export class SchedulerModule {}
