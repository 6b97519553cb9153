import { Module } from '@nestjs/common';
import { AbsencesRepository } from './absences.repository.js';
import { ActivityRepository } from './activity.repository.js';
import { CellLabels } from './cell-labels.js';
import { EngineLead } from './engine-lead.js';
import { PromptProgress } from './prompt-progress.js';
import { ServerActivities } from './server-activities.js';
import { ServerAnnouncer } from './server-announcer.js';
import { ServerRegistry } from './server-registry.js';
import { ServerRoster } from './server-roster.js';
import { ServerSteering } from './server-steering.js';
import { ServerTimelines } from './server-timelines.js';
import { ServerWatch } from './server-watch.js';
import { ServersController } from './servers.controller.js';
import { ServersRepository } from './servers.repository.js';
import { ServersService } from './servers.service.js';

@Module({
  controllers: [ServersController],
  providers: [
    AbsencesRepository, ActivityRepository, CellLabels, EngineLead, PromptProgress, ServerActivities, ServerAnnouncer, ServerRegistry, ServerRoster, ServersRepository, ServersService, ServerSteering,
    ServerTimelines, ServerWatch,
  ],
  exports: [ActivityRepository, ServersService, ServerSteering, ServerTimelines],
})
export class ServersModule {}
