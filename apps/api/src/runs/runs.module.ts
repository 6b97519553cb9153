import { Module } from '@nestjs/common';
import { RevisionsModule } from '../experiments/revisions.module.js';
import { GeneratorsModule } from '../generators/generators.module.js';
import { ImagesModule } from '../images/images.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { AbleServers } from './able-servers.js';
import { ActiveRuns } from './active-runs.js';
import { Adoptions } from './adoptions.js';
import { AttemptsRepository } from './attempts.repository.js';
import { ClaimKeeper } from './claim-keeper.js';
import { ClaimTerms } from './claim-terms.js';
import { ClaimWriter } from './claim-writer.js';
import { DoneRuns } from './done-runs.js';
import { FaultSwitch } from './fault-switch.js';
import { LeasesRepository } from './leases.repository.js';
import { Orphans } from './orphans.js';
import { OutputsRepository } from './outputs.repository.js';
import { PromptCare } from './prompt-care.js';
import { PromptFinder } from './prompt-finder.js';
import { PromptTidying } from './prompt-tidying.js';
import { Reaper } from './reaper.js';
import { ResultRows } from './result-rows.js';
import { RunClaims } from './run-claims.js';
import { RunCollection } from './run-collection.js';
import { RunDrawing } from './run-drawing.js';
import { RunEndings } from './run-endings.js';
import { RunFollower } from './run-follower.js';
import { RunHistory } from './run-history.js';
import { RunJournal } from './run-journal.js';
import { RunProgress } from './run-progress.js';
import { RunReader } from './run-reader.js';
import { RunRecords } from './run-records.js';
import { RunRecovery } from './run-recovery.js';
import { RunResultsCollector } from './run-results.js';
import { RunReturns } from './run-returns.js';
import { RunsService } from './runs.service.js';
import { Seats } from './seats.js';
import { SeatsRepository } from './seats.repository.js';
import { StuckRuns } from './stuck-runs.js';
import { UnwantedRuns } from './unwanted-runs.js';

@Module({
  imports: [RevisionsModule, GeneratorsModule, ImagesModule, MetricsModule, PlansModule, ServersModule],
  providers: [
    AbleServers, ActiveRuns, Adoptions, AttemptsRepository, ClaimKeeper, ClaimTerms, ClaimWriter, DoneRuns, FaultSwitch, LeasesRepository, Orphans, OutputsRepository,
    PromptCare, PromptFinder, PromptTidying, Reaper, ResultRows, RunClaims, RunCollection, RunDrawing, RunEndings, RunFollower, RunHistory, RunJournal, RunProgress, RunReader,
    RunRecords, RunRecovery, RunResultsCollector, RunReturns, RunsService, Seats, SeatsRepository, StuckRuns, UnwantedRuns,
  ],
  exports: [RunHistory, RunsService, Seats],
})
export class RunsModule {}
