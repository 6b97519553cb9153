import { Module } from '@nestjs/common';
import { ImagesModule } from '../images/images.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { CellExperiments } from './cell-experiments.js';
import { ExperimentDeletion } from './experiment-deletion.js';
import { ExperimentLists } from './experiment-lists.js';
import { ExperimentNews } from './experiment-news.js';
import { ExperimentViews } from './experiment-views.js';
import { ExperimentsController } from './experiments.controller.js';
import { ExperimentsRepository } from './experiments.repository.js';
import { ExperimentsService } from './experiments.service.js';
import { FirstExperiment } from './first-experiment.js';
import { RevisionsModule } from './revisions.module.js';
import { Sweep } from './sweep.js';

@Module({ imports: [RevisionsModule, PlansModule, ImagesModule, ServersModule], controllers: [ExperimentsController], providers: [CellExperiments, ExperimentDeletion, ExperimentLists, ExperimentNews, ExperimentViews, ExperimentsRepository, ExperimentsService, FirstExperiment, Sweep], exports: [ExperimentsService] })
export class ExperimentsModule {}
