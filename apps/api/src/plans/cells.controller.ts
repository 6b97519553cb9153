import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { type CellDetail, type CellView, endpoints, id } from '@gridscope/contract';
import type { z } from 'zod';
import { parse } from '../http/parse.pipe.js';
import { CellDetails } from './cell-details.js';
import { CellSteering } from './cell-steering.js';
import { CellsService } from './cells.service.js';
import { PutBack } from './put-back.js';

/** Single cells. */
@Controller('cells/:cellId')
export class CellsController {
  constructor(
    private readonly cells: CellsService,
    private readonly details: CellDetails,
    private readonly steering: CellSteering,
    private readonly putBack: PutBack,
  ) {}

  @Get()
  cell(@Param('cellId', parse(id)) cellId: string): Promise<CellDetail> {
    return this.details.of(cellId);
  }

  @Post('retry')
  @HttpCode(200)
  retry(@Param('cellId', parse(id)) cellId: string): Promise<CellView> {
    return this.putBack.retry(cellId);
  }

  @Post('cancel')
  @HttpCode(200)
  cancel(@Param('cellId', parse(id)) cellId: string): Promise<CellView> {
    return this.steering.cancel(cellId);
  }

  @Post('draw-now')
  @HttpCode(200)
  drawNow(@Param('cellId', parse(id)) cellId: string): Promise<CellView> {
    return this.steering.drawNow(cellId);
  }

  @Post('draw-again')
  @HttpCode(200)
  drawAgain(@Param('cellId', parse(id)) cellId: string): Promise<CellView> {
    return this.steering.drawAgain(cellId);
  }

  @Put('star')
  star(@Param('cellId', parse(id)) cellId: string, @Body(parse(endpoints.starCell.body)) { isStarred }: z.output<typeof endpoints.starCell.body>): Promise<CellView> {
    return this.cells.star(cellId, isStarred);
  }
}
