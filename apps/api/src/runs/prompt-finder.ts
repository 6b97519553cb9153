import { Injectable } from '@nestjs/common';
import { ComfyError } from '@gridscope/comfy/client';
import { ComfyGenerator } from '../generators/comfy/comfy-generator.js';
import type { DrawOrder } from '../generators/generator.js';
import type { ServerFacts } from '../servers/known-server.js';
import { FaultSwitch } from './fault-switch.js';
import type { Whereabouts } from './run-drawing.js';

/** Asks a server what it has of a prompt that another worker sent. */
@Injectable()
export class PromptFinder {
  constructor(
    private readonly generator: ComfyGenerator,
    private readonly faults: FaultSwitch,
  ) {}

  /** `unknown` also where the server is gone, or away for too long. */
  async find(order: DrawOrder, server: ServerFacts | undefined, signal: AbortSignal): Promise<Whereabouts | 'unknown'> {
    if (server?.state !== 'ready' || this.faults.is('no-adoption')) return 'unknown';
    try {
      return await this.generator.find(order, signal);
    } catch (error) {
      // Whoever follows it puts up with a server that does not answer for a while.
      if (error instanceof ComfyError && error.isRetryable) return 'queued';
      throw error;
    }
  }
}
