import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { MetricsService } from './metrics.service.js';

/** For Prometheus. Where there is a token, the scrape configuration carries it as its bearer token. */
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get()
  async page(@Res({ passthrough: true }) response: Response): Promise<string> {
    const page = await this.metrics.page();
    response.set('cache-control', 'no-store').type(this.metrics.contentType);
    return page;
  }
}
