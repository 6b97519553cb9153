import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { type CellDetail, type CellView, endpoints, type ExperimentDraft, id, type PlanDescription, type PlanView } from '@gridscope/contract';
import type { z } from 'zod';
import { parse } from '../http/parse.pipe.js';
import { CellDetails } from './cell-details.js';
import { CellsService } from './cells.service.js';
import { PlanDescriber } from './plan-describer.js';
import { PlanStarter } from './plan-starter.js';
import { PlansService } from './plans.service.js';

/** Plans and their cells. */
@Controller()
export class PlansController {
  constructor(
    private readonly plans: PlansService,
    private readonly starter: PlanStarter,
    private readonly describer: PlanDescriber,
    private readonly cells: CellsService,
    private readonly details: CellDetails,
  ) {}

  @Post('plans/describe')
  @HttpCode(200)
  describe(@Body(parse(endpoints.describePlan.body)) draft: ExperimentDraft): Promise<PlanDescription> {
    return this.describer.describe(draft);
  }

  @Post('experiments/:experimentId/plans')
  start(@Param('experimentId', parse(id)) experimentId: string, @Body(parse(endpoints.startPlan.body)) body: z.output<typeof endpoints.startPlan.body>): Promise<PlanView> {
    return this.starter.start(experimentId, body);
  }

  @Post('experiments/:experimentId/base')
  drawBase(@Param('experimentId', parse(id)) experimentId: string, @Query(parse(endpoints.drawBase.query)) query: z.output<typeof endpoints.drawBase.query>): Promise<PlanView> {
    return this.starter.drawBase(experimentId, { acceptPaidCalls: query.acceptPaidCalls === 'true' });
  }

  @Get('plans/:planId')
  get(@Param('planId', parse(id)) planId: string): Promise<PlanView> {
    return this.plans.view(planId);
  }

  @Post('plans/:planId/pause')
  @HttpCode(200)
  pause(@Param('planId', parse(id)) planId: string): Promise<PlanView> {
    return this.plans.pause(planId);
  }

  @Post('plans/:planId/resume')
  @HttpCode(200)
  resume(@Param('planId', parse(id)) planId: string): Promise<PlanView> {
    return this.plans.resume(planId);
  }

  @Post('plans/:planId/cancel')
  @HttpCode(200)
  cancel(@Param('planId', parse(id)) planId: string): Promise<PlanView> {
    return this.plans.cancel(planId);
  }

  @Post('plans/:planId/retry-failed')
  @HttpCode(200)
  retryFailed(@Param('planId', parse(id)) planId: string): Promise<PlanView> {
    return this.cells.retryFailed(planId);
  }

  @Get('plans/:planId/cells')
  list(@Param('planId', parse(id)) planId: string, @Query(parse(endpoints.listCells.query)) query: z.output<typeof endpoints.listCells.query>) {
    return this.cells.list(planId, query);
  }

  @Get('cells/:cellId')
  cell(@Param('cellId', parse(id)) cellId: string): Promise<CellDetail> {
    return this.details.of(cellId);
  }

  @Post('cells/:cellId/retry')
  @HttpCode(200)
  retry(@Param('cellId', parse(id)) cellId: string): Promise<CellView> {
    return this.cells.retry(cellId);
  }

  @Post('cells/:cellId/draw-again')
  @HttpCode(200)
  drawAgain(@Param('cellId', parse(id)) cellId: string): Promise<CellView> {
    return this.cells.drawAgain(cellId);
  }

  @Put('cells/:cellId/star')
  star(@Param('cellId', parse(id)) cellId: string, @Body(parse(endpoints.starCell.body)) { isStarred }: z.output<typeof endpoints.starCell.body>): Promise<CellView> {
    return this.cells.star(cellId, isStarred);
  }
}
