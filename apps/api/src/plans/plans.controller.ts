import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { endpoints, type ExperimentDraft, id, type PlanDescription, type PlanView, type SkipCells } from '@gridscope/contract';
import type { z } from 'zod';
import { parse } from '../http/parse.pipe.js';
import { requestIdHeader } from '../http/trace-requests.js';
import { CellsService } from './cells.service.js';
import { HandSkips } from './hand-skips.js';
import { PlanDescriber } from './plan-describer.js';
import { PlanStarter } from './plan-starter.js';
import { PlansService } from './plans.service.js';
import { PutBack } from './put-back.js';

/** Plans, and what is done with all of one. */
@Controller()
export class PlansController {
  constructor(
    private readonly plans: PlansService,
    private readonly starter: PlanStarter,
    private readonly describer: PlanDescriber,
    private readonly cells: CellsService,
    private readonly putBack: PutBack,
    private readonly skips: HandSkips,
  ) {}

  @Post('plans/describe')
  @HttpCode(200)
  describe(@Body(parse(endpoints.describePlan.body)) draft: ExperimentDraft): Promise<PlanDescription> {
    return this.describer.describe(draft);
  }

  @Post('experiments/:experimentId/plans')
  start(@Param('experimentId', parse(id)) experimentId: string, @Body(parse(endpoints.startPlan.body)) body: z.output<typeof endpoints.startPlan.body>, @Headers(requestIdHeader) requestId: string): Promise<PlanView> {
    return this.starter.start(experimentId, { ...body, requestId });
  }

  @Post('experiments/:experimentId/base')
  drawBase(@Param('experimentId', parse(id)) experimentId: string, @Query(parse(endpoints.drawBase.query)) query: z.output<typeof endpoints.drawBase.query>, @Headers(requestIdHeader) requestId: string): Promise<PlanView> {
    return this.starter.drawBase(experimentId, { acceptPaidCalls: query.acceptPaidCalls === 'true', requestId });
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

  @Post('plans/:planId/undo-cancel')
  @HttpCode(200)
  undoCancel(@Param('planId', parse(id)) planId: string): Promise<PlanView> {
    return this.putBack.undoCancel(planId);
  }

  @Patch('plans/:planId')
  change(@Param('planId', parse(id)) planId: string, @Body(parse(endpoints.changePlan.body)) change: z.output<typeof endpoints.changePlan.body>): Promise<PlanView> {
    return this.plans.change(planId, change);
  }

  @Post('plans/:planId/skip')
  @HttpCode(200)
  skip(@Param('planId', parse(id)) planId: string, @Body(parse(endpoints.skipCells.body)) wish: SkipCells): Promise<PlanView> {
    return this.skips.set(planId, wish);
  }

  @Post('plans/:planId/retry-failed')
  @HttpCode(200)
  retryFailed(@Param('planId', parse(id)) planId: string): Promise<PlanView> {
    return this.putBack.retryFailed(planId);
  }

  @Get('plans/:planId/cells')
  list(@Param('planId', parse(id)) planId: string, @Query(parse(endpoints.listCells.query)) query: z.output<typeof endpoints.listCells.query>) {
    return this.cells.list(planId, query);
  }
}
