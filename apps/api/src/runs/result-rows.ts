import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/knex';
import type { PhaseTimes } from '../generators/generator.js';
import { ImagesService } from '../images/images.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { OutputsRepository } from './outputs.repository.js';
import type { RunResults } from './run-results.js';

/** Puts down what an attempt gave, within the transaction that ends it. */
@Injectable()
export class ResultRows {
  constructor(
    private readonly images: ImagesService,
    private readonly outputs: OutputsRepository,
    private readonly metrics: MetricsService,
  ) {}

  async write(em: EntityManager, attemptId: string, results: RunResults, times: PhaseTimes): Promise<void> {
    await this.images.record(em, results.images);
    await this.outputs.add(em, results.outputs);
    await this.metrics.record(em, results.measured, attemptId, times);
  }

  /** Cells that show the drawing and for which it was not begun. */
  markReused(em: EntityManager, takeId: string): Promise<void> {
    return this.outputs.markReused(em, takeId);
  }
}
