import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { ExecutionController } from './execution.controller.js';
import { ExecutionPause } from './execution-pause.js';
import { ExecutionSweeps } from './execution-sweeps.js';
import { ExecutionService } from './execution.service.js';

@Module({ imports: [PlansModule], controllers: [ExecutionController], providers: [ExecutionPause, ExecutionSweeps, ExecutionService], exports: [ExecutionPause] })
export class ExecutionModule {}
