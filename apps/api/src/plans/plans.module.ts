import { Module } from '@nestjs/common';
import { RevisionsModule } from '../experiments/revisions.module.js';
import { GeneratorsModule } from '../generators/generators.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { CellChanges } from './cell-changes.js';
import { CellDetails } from './cell-details.js';
import { CellKeyer } from './cell-keyer.js';
import { CellsRepository } from './cells.repository.js';
import { CellsService } from './cells.service.js';
import { CellViews } from './cell-views.js';
import { PlanDescriber } from './plan-describer.js';
import { PlanNews } from './plan-news.js';
import { PlanOutcomes } from './plan-outcomes.js';
import { PlanPace } from './plan-pace.js';
import { PlanStarter } from './plan-starter.js';
import { PlanViews } from './plan-views.js';
import { PlanWriter } from './plan-writer.js';
import { PlansController } from './plans.controller.js';
import { PlansRepository } from './plans.repository.js';
import { PlansService } from './plans.service.js';
import { ReuseFinder } from './reuse-finder.js';
import { RunningProgress } from './running-progress.js';
import { StarsRepository } from './stars.repository.js';
import { TakesRepository } from './takes.repository.js';

@Module({
  imports: [RevisionsModule, GeneratorsModule, MetricsModule, ServersModule],
  controllers: [PlansController],
  providers: [
    CellChanges, CellDetails, CellKeyer, CellsRepository, CellsService, CellViews, PlanDescriber, PlanNews, PlanOutcomes, PlanPace, PlanStarter, PlanViews,
    PlanWriter, PlansRepository, PlansService, ReuseFinder, RunningProgress, StarsRepository, TakesRepository,
  ],
  exports: [CellChanges, CellsService, CellViews, PlanNews, PlanOutcomes, PlanPace, PlanStarter, PlanViews, PlansService, RunningProgress],
})
export class PlansModule {}
