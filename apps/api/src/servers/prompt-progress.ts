import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Bus } from '../bus/bus.js';
import { ServerRegistry } from './server-registry.js';

/** Between two tellings of a server; more would not be seen. */
const everyMs = 1_000;

/** How far the prompts are that servers work on: known in every process, told by the one that follows them. */
@Injectable()
export class PromptProgress implements OnModuleInit, OnModuleDestroy {
  private readonly toldAtMs = new Map<string, number>();
  private leave: (() => void) | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly registry: ServerRegistry,
  ) {}

  onModuleInit(): void {
    this.leave = this.bus.on('prompt-progressed', ({ serverId, promptId, progress }) => this.keep(serverId, promptId, progress));
  }

  onModuleDestroy(): void {
    this.leave?.();
  }

  /** `progress`: 0 to 1. */
  note(serverId: string, promptId: string, progress: number, nowMs: number): void {
    this.keep(serverId, promptId, progress);
    if (nowMs - (this.toldAtMs.get(serverId) ?? 0) < everyMs) return;
    this.toldAtMs.set(serverId, nowMs);
    this.bus.publish({ type: 'prompt-progressed', serverId, promptId, progress });
  }

  private keep(serverId: string, promptId: string, progress: number): void {
    const server = this.registry.get(serverId);
    if (server !== undefined) server.progress = { promptId, progress };
  }
}
