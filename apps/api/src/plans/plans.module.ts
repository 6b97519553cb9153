import { Module } from '@nestjs/common';
import { RevisionsModule } from '../experiments/revisions.module.js';
import { GeneratorsModule } from '../generators/generators.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { CellChanges } from './cell-changes.js';
import { CellRows } from './cell-rows.js';
import { CellSteering } from './cell-steering.js';
import { CellDetails } from './cell-details.js';
import { CellKeyer } from './cell-keyer.js';
import { CellsController } from './cells.controller.js';
import { CellsRepository } from './cells.repository.js';
import { CellsService } from './cells.service.js';
import { CellViews } from './cell-views.js';
import { HandSkips } from './hand-skips.js';
import { PlanDescriber } from './plan-describer.js';
import { PlanLists } from './plan-lists.js';
import { PlanMoves } from './plan-moves.js';
import { PlanNews } from './plan-news.js';
import { PlanNotices } from './plan-notices.js';
import { PlanOutcomes } from './plan-outcomes.js';
import { PlanPace } from './plan-pace.js';
import { PlanRows } from './plan-rows.js';
import { PlanStarter } from './plan-starter.js';
import { PlanViews } from './plan-views.js';
import { PlanWriter } from './plan-writer.js';
import { PlanWriting } from './plan-writing.js';
import { PlansController } from './plans.controller.js';
import { PlansRepository } from './plans.repository.js';
import { PlansService } from './plans.service.js';
import { PutBack } from './put-back.js';
import { ReuseFinder } from './reuse-finder.js';
import { RunningProgress } from './running-progress.js';
import { StarsRepository } from './stars.repository.js';
import { TakesRepository } from './takes.repository.js';

@Module({
  imports: [RevisionsModule, GeneratorsModule, MetricsModule, ServersModule],
  controllers: [CellsController, PlansController],
  providers: [
    CellChanges, CellDetails, CellKeyer, CellRows, CellSteering, CellsRepository, CellsService, CellViews, HandSkips, PlanDescriber, PlanLists, PlanMoves, PlanNews, PlanNotices,
    PlanOutcomes, PlanPace, PlanRows, PlanStarter, PlanViews, PlanWriter, PlanWriting, PlansRepository, PlansService, PutBack, ReuseFinder, RunningProgress,
    StarsRepository, TakesRepository,
  ],
  exports: [CellChanges, CellsService, CellViews, PlanLists, PlanNews, PlanOutcomes, PlanStarter, PlanViews, PlansService, PutBack, RunningProgress],
})
export class PlansModule {}
