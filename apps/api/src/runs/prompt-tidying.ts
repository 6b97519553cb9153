import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Processes } from '../database/processes.js';
import { ServersService } from '../servers/servers.service.js';
import { mayBeOnItsWay } from './may-be-on-its-way.js';
import { PromptCare } from './prompt-care.js';
import { Repeater } from './repeater.js';
import { type LeftSeat, SeatsRepository } from './seats.repository.js';

const tidyEveryMs = 5_000;
/** A process that ends forgets at most so many entries of a server's history. */
const remembered = 32;

/** Makes up for courtesies that were not possible when they were due: a server was away, or the process ended. */
@Injectable()
export class PromptTidying implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('runs');
  private readonly rounds = new Repeater(() => this.tidy());

  constructor(
    private readonly config: Config,
    private readonly servers: ServersService,
    private readonly seats: SeatsRepository,
    private readonly care: PromptCare,
    private readonly processes: Processes,
  ) {}

  onModuleInit(): void {
    if (!this.config.isWorker) return;
    this.servers.onReady((serverId) => {
      this.rounds.again();
      // The database may be away for a moment: those entries stay in a history that forgets by itself in the end.
      this.forgetLast(serverId).catch((error: unknown) => this.logger.warn(error));
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.isWorker) this.rounds.start(tidyEveryMs);
  }

  onModuleDestroy(): void {
    this.rounds.stop();
  }

  /** Prompts of attempts that ended while their server could not be asked. */
  private async tidy(): Promise<void> {
    const away = new Set(this.servers.list().filter((server) => server.state !== 'ready').map((server) => server.id));
    for (const seat of await this.seats.left()) if (!away.has(seat.serverId) && !(await this.isLeftToAnother(seat))) this.care.drop(seat);
  }

  private async isLeftToAnother(seat: LeftSeat): Promise<boolean> {
    return mayBeOnItsWay(seat, { workerId: this.processes.workerId, isAlive: await this.processes.isAlive(seat.workerId), leaseMs: this.config.leaseMs, nowMs: Date.now() });
  }

  /** Entries that nobody told the server to forget; those that it has forgotten do no harm. */
  private async forgetLast(serverId: string): Promise<void> {
    for (const promptId of await this.seats.lastPrompts(serverId, remembered)) this.care.forget({ serverId, promptId });
  }
}
