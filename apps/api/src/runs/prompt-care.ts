import { setMaxListeners } from 'node:events';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { ComfyError } from '@gridscope/comfy/client';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { ComfyGenerator } from '../generators/comfy/comfy-generator.js';
import type { DrawOrder } from '../generators/generator.js';
import { ServersService } from '../servers/servers.service.js';
import { AttemptsRepository } from './attempts.repository.js';
import { Seats } from './seats.js';

/** A prompt of ours and where it is. */
export type SentPrompt = Pick<Attempt, 'id' | 'serverId' | 'promptId'>;

/** Courtesies to a server, in the background: nothing of ours stays there that nobody waits for. Where it cannot be reached they are made up for when it comes back (`PromptTidying`). */
@Injectable()
export class PromptCare implements OnModuleDestroy {
  private readonly logger = new Logger('runs');
  private readonly closing = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  /** Attempts whose prompts are being stopped. */
  private readonly dropping = new Set<string>();

  constructor(
    private readonly generator: ComfyGenerator,
    private readonly attempts: AttemptsRepository,
    private readonly seats: Seats,
    private readonly servers: ServersService,
  ) {
    // Everything under way listens.
    setMaxListeners(0, this.closing.signal);
  }

  /** What is not done by now is made up for at the next start. */
  async onModuleDestroy(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.underWay);
  }

  /** The server need not remember it any more: it is collected, or came to nothing. */
  forget(order: Pick<DrawOrder, 'serverId' | 'promptId'>): void {
    if (this.isKnown(order.serverId)) void this.withCare(this.generator.forget(order));
  }

  /** Stops a prompt that nobody follows any more, and gives its seat back as soon as the server has it no longer. */
  drop(prompt: SentPrompt): void {
    if (this.dropping.has(prompt.id)) return;
    this.dropping.add(prompt.id);
    this.inBackground(this.stopped(prompt).finally(() => this.dropping.delete(prompt.id)));
  }

  /** Stops a prompt of which this worker lost the claim, unless another one follows it. */
  dropUnlessAdopted(prompt: SentPrompt): void {
    this.inBackground(this.stoppedUnlessAdopted(prompt));
  }

  private async stoppedUnlessAdopted(prompt: SentPrompt): Promise<void> {
    const attempt = await this.attempts.find(prompt.id);
    if (attempt?.state === 'lost' || attempt?.state === 'failed') this.drop(prompt);
  }

  private async stopped(prompt: SentPrompt): Promise<void> {
    if (this.isKnown(prompt.serverId)) await this.generator.stop(prompt, this.closing.signal);
    await this.seats.release(prompt.id);
    this.forget(prompt);
  }

  private isKnown(serverId: string): boolean {
    return this.servers.list().some((server) => server.id === serverId);
  }

  /** Work that reads or writes rows: the program waits for it when it ends. */
  private inBackground(work: Promise<void>): void {
    const heard = this.withCare(work).finally(() => this.underWay.delete(heard));
    this.underWay.add(heard);
  }

  private async withCare(courtesy: Promise<void>): Promise<void> {
    try {
      await courtesy;
    } catch (error) {
      if (this.closing.signal.aborted) return;
      if (error instanceof ComfyError) this.logger.debug(error.message);
      else this.logger.error(error);
    }
  }
}
