import { Module } from '@nestjs/common';
import { RevisionsModule } from '../experiments/revisions.module.js';
import { GeneratorsModule } from '../generators/generators.module.js';
import { ImagesModule } from '../images/images.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { ActiveRuns } from './active-runs.js';
import { AttemptsRepository } from './attempts.repository.js';
import { ClaimKeeper } from './claim-keeper.js';
import { RunClaims } from './run-claims.js';
import { RunProgress } from './run-progress.js';
import { RunRecords } from './run-records.js';
import { RunRecovery } from './run-recovery.js';
import { RunResultsCollector } from './run-results.js';
import { RunReturns } from './run-returns.js';
import { RunsService } from './runs.service.js';
import { Seats } from './seats.js';
import { UnwantedRuns } from './unwanted-runs.js';

@Module({
  imports: [RevisionsModule, GeneratorsModule, ImagesModule, MetricsModule, PlansModule, ServersModule],
  providers: [ActiveRuns, AttemptsRepository, ClaimKeeper, RunClaims, RunProgress, RunRecords, RunRecovery, RunResultsCollector, RunReturns, RunsService, Seats, UnwantedRuns],
  exports: [RunsService, Seats],
})
export class RunsModule {}
