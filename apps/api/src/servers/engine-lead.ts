import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Bus } from '../bus/bus.js';
import { Config } from '../config/config.js';
import { engineName } from '../config/names.js';
import { localOwner, newId } from '../database/ids.js';
import { Leadership } from '../database/leadership.js';
import { Processes } from '../database/processes.js';
import { EngineHost } from './hosts/engine-host.js';
import { ServersRepository } from './servers.repository.js';

/** The lock of a process that ended a moment ago may still be held. */
const longestWaitMs = 3_000;
/** Between two tries to write its address down. */
const writePause = { firstMs: 500, longestMs: 30_000 };

/** Runs the built-in engine where this process is the one to do it, and writes down where it answers: the others read it there. */
@Injectable()
export class EngineLead implements OnApplicationShutdown {
  private readonly logger = new Logger('servers');
  private host: EngineHost | undefined;
  /** Where it answers now. */
  private url: string | undefined;
  /** What was begun last: starts and stops come one after the other. */
  private moving: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly repository: ServersRepository,
    private readonly bus: Bus,
    private readonly leadership: Leadership,
    private readonly processes: Processes,
  ) {}

  /** Resolves when the engine runs, where it is this process that runs it from the start. */
  async begin(): Promise<void> {
    if (!this.config.isEngineOn || !this.config.isWorker) return;
    const won = new Promise<void>((resolve) => {
      this.leadership.hold('engine', { won: () => { this.move(() => this.lead()); resolve(); }, lost: () => this.move(() => this.stop()) });
    });
    if (await this.isOnlyWorker()) await Promise.race([won, sleep(longestWaitMs)]);
    await this.moving;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.moving;
    await this.stop();
  }

  /** Then it will be this process that runs it. */
  private async isOnlyWorker(): Promise<boolean> {
    const workers = (await this.processes.all()).filter(({ role }) => role !== 'api');
    return workers.every(({ workerId }) => workerId === this.processes.workerId);
  }

  private move(step: () => Promise<void>): void {
    this.moving = this.moving.then(step).catch((error: unknown) => this.logger.error(error));
  }

  private async lead(): Promise<void> {
    this.host = new EngineHost(this.config.dataFolder, {
      moved: (url) => this.move(async () => {
        // The lead may have gone meanwhile, and the engine with it.
        if (this.host !== undefined) await this.keep(url);
      }),
      died: (error) => this.logger.error(error ?? 'the built-in engine stopped by itself'),
    });
    const url = await this.host.start();
    if (url !== undefined) await this.keep(url);
  }

  private async stop(): Promise<void> {
    await this.host?.stop();
    this.host = undefined;
  }

  /** What was not written is written later: nobody could draw with an engine whose address nobody knows. */
  private async keep(url: string, pauseMs = writePause.firstMs): Promise<void> {
    this.url = url;
    try {
      await this.write(url);
    } catch (error) {
      this.logger.error(`Where the built-in engine answers could not be written down, and is written again: ${String(error)}`);
      void this.keepLater(url, pauseMs);
    }
  }

  private async keepLater(url: string, pauseMs: number): Promise<void> {
    await sleep(pauseMs, undefined, { ref: false });
    this.move(async () => {
      if (this.host !== undefined && this.url === url) await this.keep(url, Math.min(pauseMs * 2, writePause.longestMs));
    });
  }

  private async write(url: string): Promise<void> {
    const stored = (await this.repository.all()).find((record) => record.kind === 'engine');
    if (stored === undefined) await this.repository.add({ id: newId(), ownerId: localOwner, name: engineName, kind: 'engine', url, seats: 2, isDraining: false, createdAt: Date.now() });
    else await this.repository.change(stored.id, { url });
    this.bus.publish({ type: 'servers-changed' });
  }
}
