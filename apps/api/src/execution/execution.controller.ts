import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { ExecutionView } from '@gridscope/contract';
import { ExecutionSweeps } from './execution-sweeps.js';
import { ExecutionService } from './execution.service.js';

/** Everything that is under way, as one thing. */
@Controller('execution')
export class ExecutionController {
  constructor(
    private readonly execution: ExecutionService,
    private readonly sweeps: ExecutionSweeps,
  ) {}

  @Get()
  get(): Promise<ExecutionView> {
    return this.execution.view();
  }

  @Post('pause')
  @HttpCode(200)
  pause(): Promise<ExecutionView> {
    return this.execution.pause();
  }

  @Post('resume')
  @HttpCode(200)
  resume(): Promise<ExecutionView> {
    return this.execution.resume();
  }

  @Post('cancel')
  @HttpCode(200)
  cancel(): Promise<ExecutionView> {
    return this.sweeps.cancel();
  }

  @Post('undo-cancel')
  @HttpCode(200)
  undoCancel(): Promise<ExecutionView> {
    return this.sweeps.undoCancel();
  }

  @Post('retry-failed')
  @HttpCode(200)
  retryFailed(): Promise<ExecutionView> {
    return this.sweeps.retryFailed();
  }
}
