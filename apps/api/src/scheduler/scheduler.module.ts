import { Module } from '@nestjs/common';
import { ExecutionModule } from '../execution/execution.module.js';
import { RevisionsModule } from '../experiments/revisions.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { DrawCellJob } from './draw-cell-job.js';
import { DrawableOn } from './drawable-on.js';
import { DrawingsRepository } from './drawings.repository.js';
import { SchedulerService } from './scheduler.service.js';
import { SchedulingRounds } from './scheduling-rounds.js';
import { ServerOffers } from './server-offers.js';
import { ServerPaces } from './server-paces.js';
import { WaitingCellsRepository } from './waiting-cells.repository.js';
import { WaitingLines } from './waiting-lines.js';

@Module({
  imports: [ExecutionModule, RevisionsModule, RunsModule, ServersModule],
  providers: [DrawCellJob, DrawableOn, DrawingsRepository, SchedulerService, SchedulingRounds, ServerOffers, ServerPaces, WaitingCellsRepository, WaitingLines],
})
export class SchedulerModule {}
