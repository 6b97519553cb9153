import { Controller, Get, Req, Res } from '@nestjs/common';
import type { HealthView } from '@gridscope/contract';
import type { Request, Response } from 'express';
import { Admission } from '../http/admission.js';
import { HealthService } from './health.service.js';

/** Open to everybody, so that whoever keeps the program running can ask. Details are for those who are let in. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly admission: Admission,
  ) {}

  @Get()
  async whole(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<HealthView> {
    const health = await this.health.check();
    if (health.status === 'down') response.status(503);
    if (this.admission.isAdmitted(request)) return health;
    return { ...health, dependencies: health.dependencies.map(({ name, status }) => ({ name, status })) };
  }

  /** The process runs and answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It can serve: its database answers. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<{ status: 'ok' | 'down' }> {
    const { status } = await this.health.check();
    if (status !== 'down') return { status: 'ok' };
    response.status(503);
    return { status };
  }
}
