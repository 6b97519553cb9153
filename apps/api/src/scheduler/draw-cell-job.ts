import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobsService } from '../jobs/jobs.service.js';
import { RunsService } from '../runs/runs.service.js';

/** Draws the cells that the scheduler gave away, in whichever worker gets them. */
@Injectable()
export class DrawCellJob implements OnModuleInit {
  constructor(
    private readonly jobs: JobsService,
    private readonly runs: RunsService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('draw-cell', async ({ cellId, serverId }, signal) => {
      await this.runs.draw(cellId, serverId, { signal });
    });
  }
}
