import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { endpoints, type ExperimentDraft, type ExperimentView, id } from '@gridscope/contract';
import type { z } from 'zod';
import { parse } from '../http/parse.pipe.js';
import { CellExperiments } from './cell-experiments.js';
import { ExperimentDeletion } from './experiment-deletion.js';
import { ExperimentLists } from './experiment-lists.js';
import { ExperimentsService } from './experiments.service.js';

@Controller()
export class ExperimentsController {
  constructor(
    private readonly experiments: ExperimentsService,
    private readonly lists: ExperimentLists,
    private readonly deletion: ExperimentDeletion,
    private readonly cells: CellExperiments,
  ) {}

  @Get('experiments')
  list(@Query(parse(endpoints.listExperiments.query)) query: z.output<typeof endpoints.listExperiments.query>) {
    return this.lists.list(query);
  }

  @Post('experiments')
  create(@Body(parse(endpoints.createExperiment.body)) draft: ExperimentDraft, @Query(parse(endpoints.createExperiment.query)) { extend }: z.output<typeof endpoints.createExperiment.query>): Promise<ExperimentView> {
    return this.experiments.create(draft, { isExtending: extend === 'true' });
  }

  @Get('experiments/:experimentId')
  get(@Param('experimentId', parse(id)) experimentId: string): Promise<ExperimentView> {
    return this.experiments.view(experimentId);
  }

  @Put('experiments/:experimentId')
  revise(@Param('experimentId', parse(id)) experimentId: string, @Body(parse(endpoints.reviseExperiment.body)) draft: ExperimentDraft): Promise<ExperimentView> {
    return this.experiments.revise(experimentId, draft);
  }

  @Post('experiments/:experimentId/duplicate')
  duplicate(@Param('experimentId', parse(id)) experimentId: string): Promise<ExperimentView> {
    return this.experiments.duplicate(experimentId);
  }

  @Delete('experiments/:experimentId')
  @HttpCode(204)
  delete(@Param('experimentId', parse(id)) experimentId: string): Promise<void> {
    return this.deletion.delete(experimentId);
  }

  @Post('cells/:cellId/experiment')
  fromCell(@Param('cellId', parse(id)) cellId: string): Promise<ExperimentView> {
    return this.cells.fromCell(cellId);
  }
}
